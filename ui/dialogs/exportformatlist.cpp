// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportformatlist.h"

#include "model/session/planexport.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int wordsRole = Qt::UserRole + 1;

QTreeWidgetItem *newGroup(QTreeWidget *tree, const QString &title)
{
    auto *group = new QTreeWidgetItem(tree, {title});
    group->setFlags(Qt::ItemIsEnabled);
    QFont bold = tree->font();
    bold.setWeight(QFont::DemiBold);
    group->setFont(0, bold);
    return group;
}

} // namespace

ExportFormatList::ExportFormatList(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_together(new QLabel(this))
    , m_uncheck(new QToolButton(this))
{
    buildLayout();
    fill();
    showBundle();
    connect(m_search, &QLineEdit::textChanged, this, &ExportFormatList::search);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ExportFormatList::announce);
    connect(m_tree, &QTreeWidget::itemChanged, this, &ExportFormatList::announceCheck);
    connect(m_uncheck, &QToolButton::clicked, this, [this] { setBundle({}); });
}

void ExportFormatList::buildLayout()
{
    m_search->setObjectName(u"formatSearch"_s);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setToolTip(tr("Name, language or id of a format"));
    m_search->setAccessibleName(tr("Search the formats"));
    m_search->installEventFilter(this);
    m_tree->setObjectName(u"formatList"_s);
    m_tree->header()->hide();
    m_tree->setRootIsDecorated(false);
    m_tree->setItemsExpandable(false);
    m_tree->setIndentation(14);
    m_tree->setAccessibleName(tr("Formats"));
    m_tree->setWhatsThis(tr("Target of the export. Each format matches one version of the program that reads it; its "
                            "limitations are listed on the right and in the file. Check several formats (Space) to "
                            "export them together: each gets a folder of its own."));
    m_together->setObjectName(u"bundleSummary"_s);
    m_together->setWordWrap(true);
    m_uncheck->setObjectName(u"uncheckFormats"_s);
    m_uncheck->setText(tr("&Uncheck all"));
    m_uncheck->setToolTip(tr("Export only the format selected in the list"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_tree, 1);
    column->addWidget(m_together);
    column->addWidget(m_uncheck, 0, Qt::AlignLeft);
    setFocusProxy(m_tree);
}

void ExportFormatList::fill()
{
    QTreeWidgetItem *group = nullptr;
    for (const Exporter *exporter : exportFormats()) {
        const QString title = QString::fromStdString(ecosystemTitle(exporter->info().ecosystem));
        if (!group || group->text(0) != title)
            group = newGroup(m_tree, title);
        const QString id = QString::fromStdString(exporter->id());
        auto *item = new QTreeWidgetItem(group, {QString::fromStdString(exporter->title())});
        item->setData(0, idRole, id);
        item->setData(0, wordsRole, u"%1 %2 %3"_s.arg(item->text(0), id, title));
        item->setCheckState(0, Qt::Unchecked);
        item->setToolTip(0, u"--format %1"_s.arg(id));
    }
    m_tree->expandAll();
}

QString ExportFormatList::format() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    return item && !item->isHidden() ? item->data(0, idRole).toString() : QString();
}

void ExportFormatList::setFormat(const QString &id)
{
    for (QTreeWidgetItemIterator item(m_tree); *item; ++item) {
        if ((*item)->data(0, idRole).toString() == id)
            m_tree->setCurrentItem(*item);
    }
}

QStringList ExportFormatList::bundle() const
{
    QStringList ids;
    for (QTreeWidgetItemIterator item(m_tree, QTreeWidgetItemIterator::Checked); *item; ++item)
        ids.append((*item)->data(0, idRole).toString());
    return ids;
}

void ExportFormatList::setBundle(const QStringList &ids)
{
    const QStringList before = bundle();
    {
        const QSignalBlocker quiet(m_tree);
        for (QTreeWidgetItemIterator item(m_tree); *item; ++item) {
            const QString id = (*item)->data(0, idRole).toString();
            if (!id.isEmpty())
                (*item)->setCheckState(0, ids.contains(id) ? Qt::Checked : Qt::Unchecked);
        }
    }
    m_tree->viewport()->update();
    showBundle();
    if (bundle() != before)
        Q_EMIT bundleChanged();
}

void ExportFormatList::announceCheck(const QTreeWidgetItem *item)
{
    if (item->data(0, idRole).toString().isEmpty())
        return;
    showBundle();
    Q_EMIT bundleChanged();
}

void ExportFormatList::showBundle()
{
    const QStringList ids = bundle();
    m_together->setText(ids.isEmpty() ? tr("Check several to export them together.")
                                      : tr("%n format(s) exported: %1", nullptr, static_cast<int>(ids.size())).arg(ids.join(u", "_s)));
    m_uncheck->setVisible(!ids.isEmpty());
}

// Every word has to be found; if what was chosen is not, the first that is left is.
void ExportFormatList::search(const QString &words)
{
    const QStringList wanted = words.split(u' ', Qt::SkipEmptyParts);
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        bool isEmpty = true;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem *item = group->child(j);
            const QString text = item->data(0, wordsRole).toString();
            const bool isWanted =
                std::ranges::all_of(wanted, [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
            item->setHidden(!isWanted);
            isEmpty = isEmpty && !isWanted;
            if (isWanted && !first)
                first = item;
        }
        group->setHidden(isEmpty);
    }
    if (first && format().isEmpty())
        m_tree->setCurrentItem(first);
}

void ExportFormatList::announce()
{
    if (const QString id = format(); !id.isEmpty())
        Q_EMIT chosen(id);
}

// From the search, Up and Down move in the list.
bool ExportFormatList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            QApplication::sendEvent(m_tree, event);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace poolwart
