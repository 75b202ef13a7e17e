package io.streetward.tools.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Properties;

/**
 * The scripts and styles that go into the page. The page's policy names each by its hash and allows nothing else, so that
 * nothing is loaded from anywhere and a script that got into a name would not run.
 *
 * @param styles ours and the chart library's
 * @param charts the chart library, with its licence
 * @param script ours
 */
record PageAssets(String styles, String charts, String script) {
    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

    static PageAssets load() throws IOException {
        Properties webjar = new Properties();
        try (InputStream in = open(WEBJAR)) {
            webjar.load(in);
        }
        String uplot = "/META-INF/resources/webjars/uplot/" + webjar.getProperty("version") + "/";
        return new PageAssets(
                read(uplot + "dist/uPlot.min.css") + read("report.css"),
                "/*\n" + read(uplot + "LICENSE") + "*/\n" + read("sharp.js") + read(uplot + "dist/uPlot.iife.min.js"),
                read("report.js"));
    }

    /** The page's Content-Security-Policy. */
    String policy() {
        return "default-src 'none'; style-src '" + hash(styles) + "'; script-src '" + hash(charts) + "' '"
                + hash(script) + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = PageAssets.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("resource " + name);
        }
        return in;
    }
}
