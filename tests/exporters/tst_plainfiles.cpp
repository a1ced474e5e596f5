// SPDX-License-Identifier: GPL-3.0-or-later
// The files of poolers, of the environment and of the languages beside TypeScript, as they were looked at.
#include "tests/exporters/exported.h"
#include "tests/exporters/golden.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestPlainFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanBecomesTheseFiles_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("version");
        const auto add = [](const char *format, const char *version) {
            QTest::addRow("%s %s", format, version) << QString::fromLatin1(format) << QString::fromLatin1(version);
        };
        add("plan", "1");
        add("env", "1");
        add("service", "libpq");
        add("pgbouncer", "1.18");
        add("pgbouncer", "1.25");
        add("postgres", "13");
        add("postgres", "18");
        add("kubernetes", "v1");
        add("pgcat", "1");
        add("odyssey", "1.4");
        add("sqlalchemy", "2.0");
        add("django", "5.1");
        add("django", "3.2");
        add("rails", "8.1");
        add("rails", "6.1");
        add("pgx", "5");
        add("pgx", "4");
        add("database-sql", "1.19");
        add("hikari", "6");
        add("hikari", "2.7");
        add("quarkus", "3");
        add("spring", "3.4");
        add("spring", "2.7");
    }

    void aPlanBecomesTheseFiles()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, version);
        const QByteArray id = format.toLatin1();
        const std::map<std::string, std::string> options{{"version", version.toStdString()}};
        compareWithGolden(exported(id.constData(), sampleContext(shopPlan()), options), format + u'-' + version);
        compareWithGolden(exported(id.constData(), mixedContext(), options), format + u'-' + version + u"-mixed"_s);
    }
};

QTEST_GUILESS_MAIN(TestPlainFiles)
#include "tst_plainfiles.moc"
