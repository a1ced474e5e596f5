// SPDX-License-Identifier: GPL-3.0-or-later
// Loads files of properties into HikariConfig and lets it validate them: HikariCheck FILE… prints a line each, the keys whose
// value HikariCP did not keep, then "password" and what it took for it.
import com.zaxxer.hikari.HikariConfig;

import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Properties;

public final class HikariCheck {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String file : files) {
            HikariConfig config = new HikariConfig(file);
            config.validate();
            Properties written = new Properties();
            try (InputStream in = new FileInputStream(file)) {
                written.load(in);
            }
            StringBuilder line = new StringBuilder();
            for (String key : written.stringPropertyNames()) {
                if (!written.getProperty(key).equals(String.valueOf(kept(config, key)))) {
                    line.append(key).append(' ');
                }
            }
            out.println("kept-but:" + line + "password:" + config.getPassword());
        }
    }

    private static Object kept(HikariConfig config, String key) throws Exception {
        if (key.startsWith("dataSource.")) {
            return config.getDataSourceProperties().get(key.substring(11));
        }
        Method getter = HikariConfig.class.getMethod("get" + Character.toUpperCase(key.charAt(0)) + key.substring(1));
        return getter.invoke(config);
    }
}
