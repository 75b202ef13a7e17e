package io.streetward.catalogue;

/**
 * Who handles cases.
 *
 * @param code as the city numbers its departments (ZGBMDM)
 * @param name (ZGBMMC)
 */
public record Department(String code, String name) {
    public Department {
        if (code.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("a department needs both a code and a name");
        }
    }
}
