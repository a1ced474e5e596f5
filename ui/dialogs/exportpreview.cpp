// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportpreview.h"

#include "model/session/exportdraft.h"
#include "ui/code/codeview.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QButtonGroup>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>

namespace poolwart {

using namespace Qt::StringLiterals;
using Fate = ExportDraft::Fate;

namespace {

QToolButton *viewButton(const QString &text, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    return button;
}

// Of several formats the names may be the same: theirs stands before them.
QString tabText(const QString &path, bool isOfBundle, Fate fate)
{
    const QString file = QFileInfo(path).fileName();
    const QString name = isOfBundle ? u"%1: %2"_s.arg(path.section(u'/', 0, 0), file) : file;
    return fate == Fate::Replaced ? u"± "_s + name : name;
}

} // namespace

ExportPreview::ExportPreview(ExportDraft *draft, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_tabs(new QTabBar(this))
    , m_asFile(viewButton(tr("&File"), u"showAsFile"_s, tr("The file as it will be written")))
    , m_asChange(viewButton(tr("C&hanges"), u"showAsChange"_s, tr("Changes to the existing file")))
    , m_state(new QLabel(this))
    , m_view(new CodeView(this))
{
    buildLayout();
    connectSignals();
}

void ExportPreview::buildLayout()
{
    m_tabs->setObjectName(u"previewTabs"_s);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setAccessibleName(tr("Files"));
    m_state->setObjectName(u"previewState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_view->setObjectName(u"previewText"_s);
    m_view->setAccessibleName(tr("Preview"));

    auto *modes = new QButtonGroup(this);
    modes->addButton(m_asFile);
    modes->addButton(m_asChange);
    m_asFile->setChecked(true);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_state, 1);
    bar->addWidget(m_asFile);
    bar->addWidget(m_asChange);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tabs);
    column->addWidget(m_view, 1);
    column->addLayout(bar);
}

void ExportPreview::connectSignals()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &ExportPreview::showTab);
    connect(m_asChange, &QToolButton::toggled, this, &ExportPreview::showTab);
}

void ExportPreview::refresh()
{
    if (!m_draft->made())
        return showNothing();
    fillTabs();
    showTab();
}

void ExportPreview::fillTabs()
{
    const QSignalBlocker quiet(m_tabs);
    const QString before = m_tabs->tabData(m_tabs->currentIndex()).toString();
    const auto &files = m_draft->made()->result.files;
    while (m_tabs->count() > static_cast<int>(files.size()))
        m_tabs->removeTab(m_tabs->count() - 1);
    while (m_tabs->count() < static_cast<int>(files.size()))
        m_tabs->addTab({});
    int current = 0;
    for (int file = 0; file < m_tabs->count(); ++file) {
        const QString path = pathOf(file);
        const QString text = tabText(path, m_draft->made()->formats.size() > 1, m_draft->fate(static_cast<std::size_t>(file)));
        if (m_tabs->tabText(file) != text)
            m_tabs->setTabText(file, text);
        m_tabs->setTabToolTip(file, path);
        m_tabs->setTabData(file, path);
        if (path == before)
            current = file;
    }
    m_tabs->setCurrentIndex(current);
}

QString ExportPreview::pathOf(int file) const
{
    return QString::fromStdString(m_draft->made()->result.files[static_cast<std::size_t>(file)].path);
}

void ExportPreview::showTab()
{
    const int file = m_tabs->currentIndex();
    if (!m_draft->made() || file < 0)
        return;
    const auto index = static_cast<std::size_t>(file);
    const bool hasChange = m_draft->fate(index) == Fate::Replaced;
    m_asChange->setEnabled(hasChange);
    if (hasChange && m_asChange->isChecked())
        m_view->showChange(m_draft->change(index));
    else
        m_view->showFile(pathOf(file), content());
    showState(file);
}

void ExportPreview::showState(int file)
{
    const auto index = static_cast<std::size_t>(file);
    QStringList words{pathOf(file)};
    QPalette colours = palette();
    switch (m_draft->fate(index)) {
    case Fate::Unknown:
        break;
    case Fate::New:
        words.append(tr("will be written"));
        break;
    case Fate::Unchanged:
        words.append(m_draft->isArchive() ? tr("up to date in the zip") : tr("up to date on disk"));
        break;
    case Fate::Replaced: {
        const DiffCounts counts = countsOf(m_draft->change(index));
        const QString text =
            m_draft->isArchive() ? tr("replaces the file in the zip: +%1 −%2 lines") : tr("replaces the file on disk: +%1 −%2 lines");
        words.append(text.arg(counts.added).arg(counts.removed));
        colours.setColor(QPalette::WindowText, warningColour(colours));
        break;
    }
    }
    if (m_draft->made()->result.files[index].secret)
        words.append(tr("contains the password, readable by its owner only (0600)"));
    m_state->setPalette(colours);
    m_state->setText(words.join(u" · "_s));
}

void ExportPreview::showNothing()
{
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    m_view->showFile({}, {});
    m_state->clear();
}

void ExportPreview::showReplaced()
{
    const auto first = m_draft->firstReplaced();
    if (!first)
        return;
    const bool isOnOne = m_tabs->currentIndex() >= 0 && m_draft->fate(static_cast<std::size_t>(m_tabs->currentIndex())) == Fate::Replaced;
    if (!isOnOne)
        m_tabs->setCurrentIndex(static_cast<int>(*first));
    m_asChange->setChecked(true);
}

void ExportPreview::showFormat(const QString &id)
{
    for (int file = 0; file < m_tabs->count(); ++file) {
        if (m_tabs->tabData(file).toString().startsWith(id + u'/'))
            return m_tabs->setCurrentIndex(file);
    }
}

QString ExportPreview::content() const
{
    const int file = m_tabs->currentIndex();
    if (!m_draft->made() || file < 0)
        return {};
    return QString::fromStdString(m_draft->made()->result.files[static_cast<std::size_t>(file)].content);
}

} // namespace poolwart
