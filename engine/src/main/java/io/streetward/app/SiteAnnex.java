package io.streetward.app;

import io.streetward.cases.CaseAnnex;
import io.streetward.cases.CaseClassification;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.catalogue.CaseLocation;
import io.streetward.catalogue.CatalogueCode;
import io.streetward.catalogue.Coordinates;
import io.streetward.catalogue.Counterpart;
import io.streetward.catalogue.GridCell;
import io.streetward.catalogue.Responsibility;
import io.streetward.catalogue.Standard;
import io.streetward.config.StreetwardConfig;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told with a case besides the case book's own: the city's codes, department and place, and the plate. */
final class SiteAnnex implements CaseAnnex {
    private final StreetwardConfig config;
    private final CityTables tables;
    private final CaseAnnex plates;

    SiteAnnex(StreetwardConfig config, CityTables tables, CaseAnnex plates) {
        this.config = config;
        this.tables = tables;
        this.plates = plates;
    }

    @Override
    public CaseClassification classification(CaseFile file) {
        CaseLocation location = location(file);
        GridCell cell = location.cell();
        Coordinates at = location.coordinates();
        CaseClassification.Department department = null;
        if (tables.departments().responsible(cell, file.kind()) instanceof Responsibility.Known known) {
            department = new CaseClassification.Department(
                    known.department().code(), known.department().name());
        }
        return new CaseClassification(
                codes(file),
                department,
                cell == null ? null : cell.code(),
                at == null ? null : new CaseClassification.Position(at.longitude(), at.latitude()));
    }

    @Override
    public @Nullable Plate plate(CaseDossier dossier) {
        return plates.plate(dossier);
    }

    /** In the standard the city files in, then in those in force on the day of the case. */
    private List<CaseClassification.Code> codes(CaseFile file) {
        LocalDate day = LocalDate.ofInstant(file.filedAt(), config.site().timeZone());
        Set<String> standards = new LinkedHashSet<>();
        standards.add(config.catalogue().standard());
        tables.catalogue().inForceOn(day).stream().map(Standard::id).forEach(standards::add);
        List<CaseClassification.Code> codes = new ArrayList<>();
        for (String standard : standards) {
            if (tables.catalogue().codeOf(file.kind(), standard) instanceof Counterpart.One one) {
                CatalogueCode code = one.code();
                codes.add(new CaseClassification.Code(
                        code.key().standard(), code.key().code(), code.names().zh()));
            }
        }
        return codes;
    }

    /** A case of a camera or zone that is no longer configured has no place in the city's tables. */
    private CaseLocation location(CaseFile file) {
        for (StreetwardConfig.Camera camera : config.cameras()) {
            if (camera.id().equals(file.camera().value())) {
                StreetwardConfig.Zone zone = camera.zones().stream()
                        .filter(candidate -> candidate.id().equals(file.zone().id()))
                        .findFirst()
                        .orElse(null);
                return CityTables.location(config, camera, zone);
            }
        }
        return CaseLocation.UNKNOWN;
    }
}
