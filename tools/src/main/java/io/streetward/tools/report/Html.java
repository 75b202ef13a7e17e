package io.streetward.tools.report;

import java.io.IOException;

/** Writes HTML in which nothing that came from outside is markup. */
final class Html {
    private final Appendable out;

    Html(Appendable out) {
        this.out = out;
    }

    /** Our own markup, as it is. */
    Html raw(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** Text of anybody's, in an element or in a quoted attribute. */
    Html text(String text) throws IOException {
        out.append(escaped(text));
        return this;
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** JSON that may stand in a script element: no sign in it can end the element or begin a comment. */
    static String inScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
