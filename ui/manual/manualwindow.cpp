// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/manualwindow.h"

#include "ui/manual/manualview.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr auto geometryKey = "manual/geometry"_L1;
constexpr auto splitterKey = "manual/splitter"_L1;

} // namespace

ManualWindow::ManualWindow(const Manual::OptionLists &optionLists)
    : m_manual(Manual::language(), optionLists)
    , m_back(makeButton(u"manualBack"_s, tr("Back"), QKeySequence::Back))
    , m_forward(makeButton(u"manualForward"_s, tr("Forward"), QKeySequence::Forward))
    , m_search(new QLineEdit(this))
    , m_contents(new QListWidget(this))
    , m_view(new ManualView(m_manual, this))
    , m_splitter(new QSplitter(this))
{
    setObjectName(u"manualWindow"_s);
    setAttribute(Qt::WA_QuitOnClose, false);
    buildSearch();
    buildContents();
    buildLayout();
    connectSignals();
    search({});
    const QSettings settings;
    if (!restoreGeometry(settings.value(geometryKey).toByteArray()))
        resize(1000, 720);
    m_splitter->restoreState(settings.value(splitterKey).toByteArray());
}

ManualWindow::~ManualWindow() = default;

QToolButton *ManualWindow::makeButton(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(u"%1 (%2)"_s.arg(text, key.toString(QKeySequence::NativeText)));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setEnabled(false);
    connect(new QShortcut(key, this), &QShortcut::activated, button, &QToolButton::click);
    return button;
}

void ManualWindow::buildSearch()
{
    m_search->setObjectName(u"manualSearch"_s);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setToolTip(tr("Show only pages that contain these words (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search the manual"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
}

void ManualWindow::buildContents()
{
    m_contents->setObjectName(u"manualContents"_s);
    m_contents->setAccessibleName(tr("Topics"));
    m_contents->setWordWrap(true);
    m_contents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ManualWindow::buildLayout()
{
    auto *side = new QWidget;
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addWidget(m_search);
    sideColumn->addWidget(m_contents);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_back);
    bar->addWidget(m_forward);
    bar->addStretch();
    auto *page = new QWidget;
    auto *pageColumn = new QVBoxLayout(page);
    pageColumn->setContentsMargins(0, 0, 0, 0);
    pageColumn->addLayout(bar);
    pageColumn->addWidget(m_view);
    m_splitter->addWidget(side);
    m_splitter->addWidget(page);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({250, 750});
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_splitter);
    setTabOrder(m_search, m_contents);
    setTabOrder(m_contents, m_back);
    setTabOrder(m_back, m_forward);
    setTabOrder(m_forward, m_view);
}

void ManualWindow::connectSignals()
{
    connect(m_back, &QToolButton::clicked, m_view, &QTextBrowser::backward);
    connect(m_forward, &QToolButton::clicked, m_view, &QTextBrowser::forward);
    connect(m_view, &QTextBrowser::backwardAvailable, m_back, &QWidget::setEnabled);
    connect(m_view, &QTextBrowser::forwardAvailable, m_forward, &QWidget::setEnabled);
    connect(m_view, &ManualView::topicChanged, this, [this](const QString &topic) {
        setWindowTitle(tr("%1 – Poolwart manual").arg(m_manual.title(topic)));
        selectEntry(topic);
    });
    connect(m_search, &QLineEdit::textChanged, this, &ManualWindow::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_contents->count() > 0)
            m_contents->setCurrentRow(0);
    });
    connect(m_contents, &QListWidget::currentItemChanged, this, &ManualWindow::openEntry);
}

// The table of contents where nothing is searched.
void ManualWindow::search(const QString &text)
{
    const QSignalBlocker blocker(m_contents);
    m_contents->clear();
    if (text.trimmed().isEmpty()) {
        for (const QString &topic : Manual::topics())
            addEntry(topic, m_manual.title(topic));
    } else {
        for (const ManualHit &hit : m_manual.search(text))
            addEntry(hit.topic, hit.title + u'\n' + hit.excerpt);
    }
    selectEntry(m_view->topic());
}

void ManualWindow::addEntry(const QString &topic, const QString &text)
{
    auto *entry = new QListWidgetItem(text, m_contents);
    entry->setData(Qt::UserRole, topic);
}

void ManualWindow::openEntry(const QListWidgetItem *entry)
{
    if (!entry)
        return;
    m_view->showTopic(entry->data(Qt::UserRole).toString());
    const QString word = m_search->text().section(u' ', 0, 0, QString::SectionSkipEmpty);
    if (!word.isEmpty()) {
        m_view->moveCursor(QTextCursor::Start);
        m_view->find(word);
    }
}

void ManualWindow::selectEntry(const QString &topic)
{
    const QSignalBlocker blocker(m_contents);
    m_contents->setCurrentItem(nullptr);
    for (int row = 0; row < m_contents->count(); ++row) {
        if (m_contents->item(row)->data(Qt::UserRole).toString() == topic)
            m_contents->setCurrentRow(row);
    }
}

void ManualWindow::showTopic(const QString &topic)
{
    m_search->clear();
    m_view->showTopic(topic);
    show();
    raise();
    activateWindow();
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void ManualWindow::save() const
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(splitterKey, m_splitter->saveState());
}

void ManualWindow::hideEvent(QHideEvent *event)
{
    save();
    QWidget::hideEvent(event);
}

void ManualWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

// From the search line, Down goes to the hits, and Escape first takes the search back.
bool ManualWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || watched != m_search)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    if (key != Qt::Key_Down || m_contents->count() == 0)
        return QWidget::eventFilter(watched, event);
    m_contents->setFocus(Qt::TabFocusReason);
    if (!m_contents->currentItem())
        m_contents->setCurrentRow(0);
    return true;
}

} // namespace poolwart
