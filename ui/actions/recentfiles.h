// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace poolwart {

// The plans used last, newest first, kept between sessions. Missing files are not offered.
class RecentFilesMenu : public QMenu
{
    Q_OBJECT

public:
    explicit RecentFilesMenu(QWidget *parent = nullptr);

    void add(const QString &path);

Q_SIGNALS:
    void chosen(const QString &path);

private:
    void fill();
};

} // namespace poolwart
