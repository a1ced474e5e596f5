// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window on the real sandbox under traffic and writes a PNG of each page.
//   poolwart_screenshots DIR PREFIX LANGUAGE WIDTHxHEIGHT
#include "app/process/translations.h"
#include "model/session/session.h"
#include "model/store/runfile.h"
#include "tests/runs/runs.h"
#include "ui/mainwindow.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <cstdio>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

class Photographer
{
public:
    Photographer(QDir folder, QString prefix, QSize size)
        : m_folder(std::move(folder))
        , m_prefix(std::move(prefix))
    {
        m_window.resize(size);
        m_window.show();
    }

    bool run()
    {
        recordTwo();
        QTest::qWait(300);
        snap(u"first-run"_s);
        press(u"doorConnect"_s);
        QTest::qWait(300);
        snapDialog(u"connectDialog"_s);
        press(u"doorSandbox"_s);
        if (!QTest::qWaitFor([this] { return m_session.state() == Session::State::Connected; }, 60'000))
            return false;
        trigger(u"builtIn-classes"_s);
        trigger(u"startTraffic"_s);
        QTest::qWait(22'000);
        eachPage(u"light"_s);
        applyTheme(Theme::Dark);
        QTest::qWait(700);
        eachPage(u"dark"_s);
        applyTheme(Theme::Light);
        refusedValue();
        manyPools();
        importReport(Theme::Light, u"light"_s);
        importReport(Theme::Dark, u"dark"_s);
        applyTheme(Theme::Light);
        return closing();
    }

private:
    // Two runs of other times, for the list and the comparison.
    static void recordTwo()
    {
        const QDir folder(QSettings().value(u"runs/folder"_s).toString());
        folder.mkpath(u"."_s);
        RunRecord before = recordedRun(1, 60, 2'000, std::chrono::milliseconds(4));
        before.notes = "one pool, before the change";
        before.tags = {"base"};
        (void)writeRunFile(before, folder.filePath(u"before.json"_s).toStdString());
        RunRecord after = recordedRun(2, 60, 2'400, std::chrono::milliseconds(2));
        after.startedAt += std::chrono::hours(1);
        (void)writeRunFile(after, folder.filePath(u"after.json"_s).toStdString());
    }

    void eachPage(const QString &theme)
    {
        const QStringList names{u"pools"_s, u"latency"_s, u"traffic"_s, u"server"_s, u"runs"_s};
        for (int page = 0; page < names.size(); ++page) {
            trigger(u"page%1"_s.arg(page + 1));
            m_window.findChild<QTableView *>(u"runTable"_s)->selectAll();
            QTest::qWait(1'200);
            snap(names.at(page) + u'-' + theme);
            if (page == 1)
                heatMap(theme);
        }
        trigger(u"page1"_s);
        exportDialog(theme);
    }

    void heatMap(const QString &theme)
    {
        auto *tabs = m_window.findChild<QTabWidget *>(u"latencyTabs"_s);
        tabs->setCurrentIndex(1);
        QTest::qWait(1'200);
        snap(u"heat-map-"_s + theme);
        tabs->setCurrentIndex(0);
    }

    void exportDialog(const QString &theme)
    {
        trigger(u"exportPlan"_s);
        QTest::qWait(300);
        auto *dialog = m_window.findChild<QDialog *>(u"exportDialog"_s);
        save(dialog->grab(), u"export-"_s + theme);
        const QTemporaryDir folder; // with a file of before
        QFile config(folder.filePath(u"prisma.config.ts"_s));
        if (config.open(QFile::WriteOnly))
            config.write("import 'dotenv/config'\n\nexport default {\n  schema: 'prisma/schema.prisma',\n}\n");
        config.close();
        auto *edit = dialog->findChild<QLineEdit *>(u"exportFolder"_s);
        edit->clear();
        QTest::keyClicks(edit, folder.path());
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveExport"_s), Qt::LeftButton);
        QTest::qWait(300);
        save(dialog->grab(), u"export-changes-"_s + theme);
        bundle(dialog, folder.filePath(u"shop.zip"_s), theme);
        dialog->close();
        QTest::qWait(100);
    }

    // Three formats for a zip, and the loss report of the last.
    void bundle(QDialog *dialog, const QString &zip, const QString &theme)
    {
        auto *search = dialog->findChild<QLineEdit *>(u"formatSearch"_s);
        for (const QString &format : {u"prisma-7"_s, u"pgbouncer"_s, u"sqlalchemy"_s}) {
            search->setText(format);
            QTest::keyClick(dialog->findChild<QTreeWidget *>(u"formatList"_s), Qt::Key_Space);
        }
        search->clear();
        auto *place = dialog->findChild<QLineEdit *>(u"exportFolder"_s);
        place->clear();
        QTest::keyClicks(place, zip);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"saveExport"_s), Qt::LeftButton);
        QTest::qWait(300);
        save(dialog->grab(), u"export-bundle-"_s + theme);
        QTest::mouseClick(dialog->findChild<QToolButton *>(u"uncheckFormats"_s), Qt::LeftButton);
    }

    // Of a file that is dropped on the window.
    void importReport(Theme theme, const QString &name)
    {
        applyTheme(theme);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"database.yml"_s));
        if (file.open(QFile::WriteOnly))
            file.write(
                "<%\n  target = {}\n%>\nproduction:\n  orders:\n    <<: <%= target.to_json %>\n    pool: 12\n    checkout_timeout: <%= ENV['WAIT'] %>\n"
                "    colour: red\n    password: secret\n  reports: { pool: 4, application_name: reports }\ntest: { pool: 1 }\n");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier); // Qt drops where it entered
        QApplication::sendEvent(&m_window, &enter);
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_window, &event);
        QTest::qWait(500);
        if (auto *report = m_window.findChild<QDialog *>(u"importPreview"_s)) {
            save(report->grab(), u"import-report-"_s + name);
            report->close();
            QTest::qWait(100);
        }
    }

    void refusedValue()
    {
        auto *table = m_window.findChild<QTableView *>(u"poolTable"_s);
        table->setFocus();
        table->model()->setData(table->model()->index(2, 1), u"80"_s);
        trigger(u"freezeView"_s);
        QTest::qWait(2'500);
        snap(u"refused-frozen"_s);
        trigger(u"freezeView"_s);
        trigger(u"pausePools"_s);
        QTest::qWait(1'500);
        snap(u"pools-paused"_s);
        trigger(u"resumePools"_s);
        if (auto *close = m_window.findChild<QToolButton *>(u"messageCloseButton"_s))
            close->click();
    }

    void manyPools()
    {
        m_session.restartSandbox(400, 3);
        (void)QTest::qWaitFor([this] { return m_session.server().limits.maxConnections == 400; }, 30'000);
        trigger(u"preset70x5"_s);
        QTest::qWait(12'000);
        snap(u"pools-70"_s);
    }

    bool closing()
    {
        TrafficPlan traffic = m_session.traffic();
        traffic.workload = soleWorkload("SELECT pg_sleep(2)");
        if (!m_session.setTraffic(traffic))
            return false;
        QTest::qWait(1'000);
        m_window.close();
        QTest::qWait(300);
        snap(u"unsaved"_s);
        m_window.quit();
        QTest::qWait(900);
        snap(u"closing"_s);
        return QTest::qWaitFor([this] { return m_session.state() == Session::State::Down; }, 30'000);
    }

    void trigger(const QString &name)
    {
        if (auto *action = m_window.findChild<QAction *>(name))
            action->trigger();
    }

    void press(const QString &name) { QTest::mouseClick(m_window.findChild<QPushButton *>(name), Qt::LeftButton); }

    void snapDialog(const QString &name)
    {
        auto *dialog = m_window.findChild<QDialog *>(name);
        save(dialog->grab(), u"connect"_s);
        dialog->close();
    }

    void snap(const QString &name) { save(m_window.grab(), name); }

    void save(const QPixmap &picture, const QString &name)
    {
        const QString path = m_folder.filePath(u"%1-%2.png"_s.arg(m_prefix, name));
        if (!picture.save(path))
            std::fprintf(stderr, "Could not write %s\n", qPrintable(path));
    }

    QDir m_folder;
    QString m_prefix;
    Session m_session;
    MainWindow m_window{&m_session};
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"poolwart-screenshots"_s);
    QApplication::setApplicationName(u"poolwart"_s);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 5) {
        std::fprintf(stderr, "Usage: %s DIR PREFIX LANGUAGE WIDTHxHEIGHT\n", argv[0]);
        return 1;
    }
    QLocale::setDefault(QLocale(arguments.at(3)));
    const Translations translations;
    QSettings().setValue(u"theme"_s, themeId(Theme::Light));
    const QTemporaryDir runs;
    QSettings().setValue(u"runs/folder"_s, runs.path());
    const QStringList size = arguments.at(4).split(u'x');
    Photographer photographer(QDir(arguments.at(1)), arguments.at(2), QSize(size.at(0).toInt(), size.at(1).toInt()));
    return photographer.run() ? 0 : 1;
}
