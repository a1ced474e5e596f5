// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/recentfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype most = 10;

QString key()
{
    return u"recentPlans"_s;
}

} // namespace

RecentFilesMenu::RecentFilesMenu(QWidget *parent)
    : QMenu(tr("Open &recent"), parent)
{
    setObjectName(u"recentMenu"_s);
    connect(this, &QMenu::aboutToShow, this, &RecentFilesMenu::fill);
    fill();
}

void RecentFilesMenu::add(const QString &path)
{
    QSettings settings;
    QStringList paths = settings.value(key()).toStringList();
    paths.removeAll(path);
    paths.prepend(path);
    settings.setValue(key(), QStringList(paths.first(std::min(most, paths.size()))));
    fill();
}

void RecentFilesMenu::fill()
{
    clear();
    const QStringList paths = QSettings().value(key()).toStringList();
    for (const QString &path : paths) {
        if (!QFileInfo::exists(path))
            continue;
        QAction *open = addAction(QDir::toNativeSeparators(path), this, [this, path] { Q_EMIT chosen(path); });
        open->setToolTip(path);
    }
    menuAction()->setEnabled(!isEmpty());
}

} // namespace poolwart
