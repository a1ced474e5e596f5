// SPDX-License-Identifier: GPL-3.0-or-later
// Whether javac's parser takes a source whose imports are not there: ParseCheck FILE exits with 0, or prints why not.
import com.sun.source.util.JavacTask;

import java.util.Collections;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

public final class ParseCheck {
    public static void main(String[] arguments) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(arguments[0]);
            ((JavacTask) compiler.getTask(null, files, found, Collections.emptyList(), null, sources)).parse();
        }
        found.getDiagnostics().forEach(System.out::println);
        System.exit(found.getDiagnostics().stream().anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR) ? 1 : 0);
    }
}
