// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChartFrame that copies and saves.
#include "model/store/files.h"
#include "ui/charts/framework/chartexport.h"
#include "ui/charts/framework/chartframe.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QTableView>

namespace poolwart {

using namespace Qt::StringLiterals;

QByteArray ChartFrame::csv() const
{
    return toCsv(m_data, m_origin);
}

QByteArray ChartFrame::png()
{
    return toPng(image());
}

QImage ChartFrame::image()
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(wallTime(newest()).time_since_epoch());
    const QString taken = QDateTime::fromMSecsSinceEpoch(millis.count()).toString(u"yyyy-MM-dd HH:mm:ss"_s);
    if (isTableShown()) { // the picture is of the chart all the same
        m_stack->setCurrentWidget(m_view);
        redraw();
        const QImage image = chartImage(m_view, title(), taken);
        m_stack->setCurrentWidget(m_table);
        return image;
    }
    return chartImage(m_view, title(), m_data.isEmpty() ? QString() : taken);
}

void ChartFrame::copyCsv()
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(csv()));
    Q_EMIT copied(static_cast<int>(m_data.size()));
}

void ChartFrame::saveCsv(const QString &path)
{
    save(path, csv());
}

void ChartFrame::savePng(const QString &path)
{
    save(path, png());
}

void ChartFrame::save(const QString &path, const QByteArray &bytes)
{
    if (const Done written = writeFile(bytes, path.toStdString()); !written)
        Q_EMIT failed(written.error());
    else
        Q_EMIT saved(path);
}

// Saved is what was seen when the user asked, not what is there when a name is found.
void ChartFrame::askAndSave(const QString &suffix, const QString &filter, const QByteArray &bytes)
{
    auto *dialog = new QFileDialog(this, tr("Save “%1”").arg(title()), QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    const QString stamp = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
    dialog->selectFile(u"%1-%2.%3"_s.arg(title().toLower().replace(u' ', u'-'), stamp, suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes](const QString &path) { save(path, bytes); });
    dialog->open();
}

} // namespace poolwart
