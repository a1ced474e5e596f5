// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of the layers, read off the includes: which folder uses which.

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace {

struct Source
{
    QString path; // from the top
    QString text;
    QStringList includes; // own and foreign, as written between the signs

    QString folder() const { return path.section(u'/', 0, -2); }
    // "model/core", "ui", "app": what the rules are about.
    QString layer() const { return layerOf(path); }
    static QString layerOf(const QString &path)
    {
        return path.startsWith("model/"_L1) ? path.section(u'/', 0, 1) : path.section(u'/', 0, 0);
    }
};

// From the ground up. A folder uses what stands before it.
const QStringList &layersFromTheGround()
{
    static const QStringList all{u"model/core"_s,
                                 u"model/threads"_s,
                                 u"model/manual"_s,
                                 u"model/files"_s,
                                 u"model/workload"_s,
                                 u"model/arrivals"_s,
                                 u"model/figures"_s,
                                 u"model/dispatcher"_s,
                                 u"model/run"_s,
                                 u"model/analysis"_s,
                                 u"model/server"_s,
                                 u"model/engine"_s,
                                 u"model/simulation"_s,
                                 u"model/exporters"_s,
                                 u"model/store"_s,
                                 u"model/importers"_s,
                                 u"model/session"_s,
                                 u"model/tables"_s,
                                 u"model/metrics"_s,
                                 u"ui"_s,
                                 u"app"_s};
    return all;
}

// Values and state machines: the same input gives the same output, wherever and whenever.
const QStringList &pureLayers()
{
    static const QStringList all{u"model/core"_s,      u"model/manual"_s,     u"model/workload"_s, u"model/arrivals"_s,
                                 u"model/figures"_s,   u"model/dispatcher"_s, u"model/analysis"_s, u"model/simulation"_s,
                                 u"model/exporters"_s, u"model/importers"_s};
    return all;
}

std::vector<Source> readSources()
{
    const QDir top(qEnvironmentVariable("POOLWART_SOURCE"));
    static const QRegularExpression include(u"^#include [<\"]([^>\"]+)[>\"]"_s, QRegularExpression::MultilineOption);
    std::vector<Source> sources;
    for (const QString &folder : {u"model"_s, u"ui"_s, u"app"_s}) {
        QDirIterator files(top.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QFile file(path);
            if (!file.open(QFile::ReadOnly))
                qFatal("%s cannot be read", qPrintable(path));
            Source source{.path = top.relativeFilePath(path), .text = QString::fromUtf8(file.readAll()), .includes = {}};
            for (const QRegularExpressionMatch &match : include.globalMatch(source.text))
                source.includes.append(match.captured(1));
            sources.push_back(source);
        }
    }
    return sources;
}

bool isOwn(const QString &include)
{
    return include.startsWith("model/"_L1) || include.startsWith("ui/"_L1) || include.startsWith("app/"_L1);
}

QByteArray report(const QStringList &offences)
{
    return u"\n  %1"_s.arg(offences.join("\n  "_L1)).toUtf8();
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_sources = readSources();
        QVERIFY(m_sources.size() > 300); // else it looked in the wrong place
    }

    void aLayerUsesWhatStandsBelowItOnly()
    {
        QStringList offences;
        for (const Source &source : m_sources) {
            const qsizetype own = layersFromTheGround().indexOf(source.layer());
            if (own < 0)
                offences.append(u"%1: its folder is in no layer"_s.arg(source.path));
            for (const QString &include : source.includes) {
                if (isOwn(include) && layersFromTheGround().indexOf(Source::layerOf(include)) > own)
                    offences.append(u"%1 includes %2, which stands above it"_s.arg(source.path, include));
            }
        }
        QVERIFY2(offences.isEmpty(), report(offences).constData());
    }

    void noFolderUsesOneThatUsesIt()
    {
        QMap<QString, QSet<QString>> uses;
        for (const Source &source : m_sources) {
            for (const QString &include : source.includes) {
                const QString folder = include.section(u'/', 0, -2);
                if (isOwn(include) && folder != source.folder())
                    uses[source.folder()].insert(folder);
            }
        }
        QStringList offences;
        for (auto folder = uses.cbegin(); folder != uses.cend(); ++folder) {
            QStringList ahead(folder->cbegin(), folder->cend());
            QSet<QString> seen;
            while (!ahead.isEmpty()) {
                const QString next = ahead.takeLast();
                if (next == folder.key()) {
                    offences.append(u"%1 is used by a folder that it uses"_s.arg(folder.key()));
                    break;
                }
                if (!seen.contains(next))
                    ahead.append(uses.value(next).values());
                seen.insert(next);
            }
        }
        QVERIFY2(offences.isEmpty(), report(offences).constData());
    }

    void theWindowKnowsNoServerAndNoEngine()
    {
        static const QRegularExpression forbidden(u"^(QSql|QtSql|libpq|pg_config|asio|model/(engine|server)/)"_s);
        QVERIFY2(offencesOf({u"ui"_s}, forbidden).isEmpty(), report(offencesOf({u"ui"_s}, forbidden)).constData());
    }

    void pureLayersHaveNoThreadNoClockAndNoSocket()
    {
        static const QRegularExpression forbidden(u"^(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|"
                                                  "sys/socket\\.h|netinet/.*|poll\\.h|sys/epoll\\.h|QThread|QMutex|QTimer|QTcp.*|QUdp.*|"
                                                  "QLocal.*|QNetwork.*|QElapsedTimer|asio.*|libpq.*|QSql.*)$"_s);
        static const QRegularExpression clock(u"(steady_clock|system_clock|high_resolution_clock)::now|QDateTime::current|gettimeofday"_s);
        QStringList offences = offencesOf(pureLayers(), forbidden);
        for (const Source &source : m_sources) {
            if (pureLayers().contains(source.layer()) && source.text.contains(clock))
                offences.append(u"%1 reads a clock"_s.arg(source.path));
        }
        QVERIFY2(offences.isEmpty(), report(offences).constData());
    }

private:
    QStringList offencesOf(const QStringList &layers, const QRegularExpression &forbidden) const
    {
        QStringList offences;
        for (const Source &source : m_sources) {
            for (const QString &include : source.includes) {
                if (layers.contains(source.layer()) && forbidden.match(include).hasMatch())
                    offences.append(u"%1 includes %2"_s.arg(source.path, include));
            }
        }
        return offences;
    }

    std::vector<Source> m_sources;
};

QTEST_GUILESS_MAIN(TestLayers)

#include "tst_layers.moc"
