// SPDX-License-Identifier: GPL-3.0-or-later
// That no shown text is without its German and no plural without its English; every offence is named.
#include "app/process/translations.h"
#include "tests/support/eventually.h"
#include "tests/ui/windowfixture.h"

#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QString context;
    QString source;
    QString comment;
    QString state; // the translation's type: empty is finished
    QStringList translations;

    QString name() const { return context + u": "_s + source + (comment.isEmpty() ? QString() : u" ("_s + comment + u')'); }
};

using Entries = QMap<QString, Entry>;

// Reads from <message> on.
Entry readEntry(QXmlStreamReader &xml, const QString &context)
{
    Entry entry{.context = context, .source = {}, .comment = {}, .state = {}, .translations = {}};
    while (xml.readNextStartElement()) {
        if (xml.name() == "source"_L1)
            entry.source = xml.readElementText();
        else if (xml.name() == "comment"_L1)
            entry.comment = xml.readElementText();
        else if (xml.name() == "translation"_L1) {
            entry.state = xml.attributes().value("type"_L1).toString();
            QString plain;
            while (!(xml.readNext() == QXmlStreamReader::EndElement || xml.hasError())) {
                if (xml.isStartElement())
                    entry.translations.append(xml.readElementText());
                else if (xml.isCharacters())
                    plain += xml.text();
            }
            if (entry.translations.isEmpty())
                entry.translations.append(plain);
        } else {
            xml.skipCurrentElement();
        }
    }
    return entry;
}

Entries readEntries(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    QXmlStreamReader xml(&file);
    Entries entries;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            const Entry entry = readEntry(xml, context);
            entries.insert(entry.name(), entry);
        }
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(path), qPrintable(xml.errorString()));
    return entries;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%L?([1-9]|n)"_s);
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured(1));
    found.sort();
    return found;
}

QByteArray report(const QStringList &offences)
{
    return u"\n  %1"_s.arg(offences.join("\n  "_L1)).toUtf8();
}

// What shares its accelerator with an earlier entry of the same menu.
void collectClashes(const QString &title, const QList<QAction *> &actions, QStringList &offences)
{
    QMap<QKeySequence, QString> taken;
    for (const QAction *action : actions) {
        const QKeySequence key = QKeySequence::mnemonic(action->text());
        if (!key.isEmpty() && taken.contains(key))
            offences.append(u"%1: “%2” and “%3”"_s.arg(title, taken.value(key), action->text()));
        if (!key.isEmpty())
            taken.insert(key, action->text());
    }
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private:
    TestSurroundings m_surroundings;
    const QDir m_folder{qEnvironmentVariable("POOLWART_SOURCE") + u"/resources/translations"_s};
    QTemporaryDir m_updated; // the same files, brought up to the sources

    static void languages()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("German") << u"poolwart_de.ts"_s;
        QTest::newRow("English plurals") << u"poolwart_en.ts"_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QString &file : m_folder.entryList({u"*.ts"_s}))
            QVERIFY(QFile::copy(m_folder.filePath(file), m_updated.filePath(file)));
        QProcess update;
        update.setProcessChannelMode(QProcess::MergedChannels);
        update.start(m_folder.filePath(u"update"_s), {qEnvironmentVariable("POOLWART_LUPDATE"), m_updated.path()});
        QVERIFY(update.waitForFinished(programHangMs));
        QVERIFY2(update.exitStatus() == QProcess::NormalExit && update.exitCode() == 0, update.readAll().constData());
    }

    void init() { TestSurroundings::failOnWarning(); }

    void everyTextOfTheSourcesIsTranslated_data() { languages(); }
    void everyTextOfTheSourcesIsTranslated()
    {
        QFETCH(QString, file);
        const Entries ours = readEntries(m_folder.filePath(file));
        const Entries wanted = readEntries(m_updated.filePath(file));
        QVERIFY(!wanted.isEmpty());
        QStringList offences;
        for (const Entry &entry : wanted) {
            if (!ours.contains(entry.name()))
                offences.append(u"missing: "_s + entry.name());
            else if (!entry.state.isEmpty() || entry.translations.contains(QString()))
                offences.append(u"unfinished: "_s + entry.name());
        }
        for (const Entry &entry : ours) {
            if (!wanted.contains(entry.name()))
                offences.append(u"vanished: "_s + entry.name());
        }
        QVERIFY2(offences.isEmpty(), report(offences).constData());
    }

    void aTranslationHasThePlaceholdersOfItsSource_data() { languages(); }
    void aTranslationHasThePlaceholdersOfItsSource()
    {
        QFETCH(QString, file);
        QStringList offences;
        for (const Entry &entry : readEntries(m_folder.filePath(file))) {
            for (const QString &translation : entry.translations) {
                if (!translation.isEmpty() && placeholders(translation) != placeholders(entry.source))
                    offences.append(u"%1 → %2"_s.arg(entry.name(), translation));
            }
        }
        QVERIFY2(offences.isEmpty(), report(offences).constData());
    }

    void noMenuHasAnAcceleratorTwice_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << u"de_DE"_s;
        QTest::newRow("English") << u"en_US"_s;
    }
    void noMenuHasAnAcceleratorTwice()
    {
        QFETCH(QString, language);
        QLocale::setDefault(QLocale(language));
        const Translations translations;
        const WindowFixture fixture;
        QStringList offences;
        collectClashes(u"menu bar"_s, fixture.window.menuBar()->actions(), offences);
        const QList<QMenu *> menus = fixture.window.findChildren<QMenu *>();
        for (const QMenu *menu : menus)
            collectClashes(menu->title().isEmpty() ? menu->objectName() : menu->title(), menu->actions(), offences);
        QVERIFY(menus.size() > 6);
        QVERIFY2(offences.isEmpty(), report(offences).constData());
        QCOMPARE(fixture.find<QMenu>("fileMenu")->title(), language == "de_DE"_L1 ? u"&Datei"_s : u"&File"_s);
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
