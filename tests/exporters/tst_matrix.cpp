// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix format × version × proof, made of what the tests before this one recorded (tests/support/proof.h), against
// the one in the manual, in each of its languages. POOLWART_UPDATE_MATRIX=1 writes it there instead.
#include "model/exporters/framework/registry.h"

#include "tests/support/proof.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <set>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

constexpr auto begin = "<!-- The matrix: written by the test run, see tests/exporters/tst_matrix.cpp. -->\n"_L1;
constexpr auto end = "<!-- The end of the matrix. -->\n"_L1;
constexpr qsizetype consumerVersion = 3; // differs from machine to machine
constexpr qsizetype result = 5;

using Row = QStringList; // format, version, consumer, its version, what it shows, result

Row rowOf(const Proof &proof)
{
    return {proof.format, proof.version, proof.consumer, proof.consumerVersion, proof.shows, proof.result};
}

QString worse(const QString &one, const QString &other)
{
    return one == u"passed" ? other : one;
}

// One row for what the same program shows of the same format and version.
QList<Row> rows(const QList<Proof> &proofs)
{
    QList<Row> rows;
    for (const Proof &proof : proofs) {
        const Row row = rowOf(proof);
        if (rows.isEmpty() || rows.back().first(3) != row.first(3)) {
            rows.append(row);
            continue;
        }
        rows.back()[4] += u"; "_s + row[4];
        if (rows.back()[consumerVersion].isEmpty())
            rows.back()[consumerVersion] = row[consumerVersion];
        rows.back()[result] = worse(rows.back()[result], row[result]);
    }
    return rows;
}

void addUnproved(QList<Row> &rows)
{
    std::set<std::pair<QString, QString>> proved;
    for (const Row &row : rows)
        proved.emplace(row[0], row[1]);
    for (const Exporter *exporter : exporters()) {
        for (const std::string &version : exporter->info().versions) {
            const auto key = std::pair(QString::fromStdString(exporter->id()), QString::fromStdString(version));
            if (!proved.contains(key))
                rows.append({key.first, key.second, u"–"_s, {}, u"–"_s, u"not proved"_s});
        }
    }
    std::ranges::sort(rows);
}

QString table(const QList<Row> &rows)
{
    QString text = u"| format | version | read by | of version | which showed | result |\n|---|---|---|---|---|---|\n"_s;
    for (const Row &row : rows)
        text += u"| "_s + row.join(u" | "_s) + u" |\n"_s;
    return text;
}

QList<Row> rowsIn(const QString &page)
{
    const qsizetype from = page.indexOf(begin);
    QList<Row> rows;
    const QStringList lines = page.mid(from, page.indexOf(end) - from).split(u'\n');
    for (const QString &line : lines.mid(3)) {
        if (line.startsWith(u'|'))
            rows.append(line.mid(2, line.size() - 4).split(u" | "_s));
    }
    return rows;
}

bool isNotRun(const Row &row)
{
    return row[result].startsWith(u"not run");
}

// Of a consumer that is not on this machine nothing is known but its name: the manual's row stands.
bool agree(Row written, const Row &here)
{
    if (isNotRun(here))
        return written.first(3) == here.first(3);
    written[consumerVersion] = here[consumerVersion];
    return written == here;
}

QString pagePath(const QString &language)
{
    return u"%1/resources/manual/%2/readers.md"_s.arg(qEnvironmentVariable("POOLWART_SOURCE"), language);
}

QString readPage(const QString &language)
{
    QFile file(pagePath(language));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void writeMatrix(const QString &language, const QList<Row> &rows)
{
    QString text = readPage(language);
    const qsizetype from = text.indexOf(begin) + begin.size();
    text.replace(from, text.indexOf(end) - from, table(rows));
    QFile file(pagePath(language));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

} // namespace

class TestMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_rows = rows(recordedProofs());
        addUnproved(m_rows);
        for (const QString &language : {u"en"_s, u"de"_s}) {
            const QString page = readPage(language);
            QVERIFY2(page.contains(begin) && page.contains(end), qPrintable(pagePath(language) + u" has no place for the matrix"_s));
            if (qEnvironmentVariableIsSet("POOLWART_UPDATE_MATRIX"))
                writeMatrix(language, m_rows);
        }
    }

    void noProofFailed()
    {
        for (const Row &row : m_rows)
            QVERIFY2(row[result] != u"failed", qPrintable(row.join(u" | "_s)));
    }

    void theManualHasThisMatrixRowByRow_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en"_s;
        QTest::newRow("German") << u"de"_s;
    }
    void theManualHasThisMatrixRowByRow()
    {
        QFETCH(QString, language);
        const QList<Row> written = rowsIn(readPage(language));
        for (qsizetype i = 0; i < std::min(written.size(), m_rows.size()); ++i) {
            QCOMPARE(written[i].size(), m_rows[i].size());
            const QString difference = written[i].join(u" | "_s) + u"\n  was proved here as\n"_s + m_rows[i].join(u" | "_s);
            QVERIFY2(agree(written[i], m_rows[i]), qPrintable(difference));
        }
        QCOMPARE(written.size(), m_rows.size());
    }

    void theMatrixIsTheSameInBothLanguages() { QCOMPARE(rowsIn(readPage(u"de"_s)), rowsIn(readPage(u"en"_s))); }

private:
    QList<Row> m_rows;
};

QTEST_GUILESS_MAIN(TestMatrix)
#include "tst_matrix.moc"
