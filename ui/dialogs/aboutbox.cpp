// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/aboutbox.h"

#include "model/session/versions.h"

#include <QApplication>
#include <QCoreApplication>
#include <QMessageBox>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct AboutText
{
    Q_DECLARE_TR_FUNCTIONS(AboutText)
};

} // namespace

void showAboutBox(QWidget *window)
{
    const Versions used = versions();
    auto *box = new QMessageBox(window);
    box->setObjectName(u"aboutBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutText::tr("About Poolwart"));
    box->setIconPixmap(QApplication::windowIcon().pixmap(64));
    box->setTextFormat(Qt::RichText);
    box->setText(AboutText::tr("<b>Poolwart %1</b><p>A console for PostgreSQL connection pools.</p>").arg(used.program));
    box->setInformativeText(
        AboutText::tr(
            "<p>With Qt %1 and libpq %2.</p><p>Free software under the <a href=\"https://www.gnu.org/licenses/gpl-3.0.html\">GNU General "
            "Public License</a>, version 3 or later; it comes without any warranty.</p>")
            .arg(used.qt, used.libpq));
    box->setTextInteractionFlags(Qt::TextBrowserInteraction);
    box->open();
}

} // namespace poolwart
