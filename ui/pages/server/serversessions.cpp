// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/serversessions.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QLabel>

#include <array>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

void setFigure(QLabel *label, int count)
{
    label->setText(formatCount(static_cast<std::uint64_t>(std::max(0, count))));
    QPalette colours = label->parentWidget()->palette();
    if (count <= 0)
        colours.setColor(QPalette::WindowText, quietColour(colours));
    label->setPalette(colours);
}

} // namespace

ServerSessions::ServerSessions(Session *session, QWidget *parent)
    : QGroupBox(tr("Sessions"), parent)
    , m_session(session)
    , m_version(new QLabel(this))
    , m_transactions(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(u"serverSessions"_s);
    setWhatsThis(tr("Number of client backends from pg_stat_activity, read every second over a separate "
                    "connection. Each idle session uses a connection; idle in transaction also holds back vacuum "
                    "and may hold locks."));
    buildLayout();
    refresh();
}

void ServerSessions::buildLayout()
{
    auto *grid = new QGridLayout(this);
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(20);
    const std::array columns{tr("active"), tr("idle"), tr("idle in transaction"), tr("all")};
    const std::array rows{tr("ours"), tr("others")};
    int column = 1;
    for (const QString &title : columns)
        grid->addWidget(new QLabel(title, this), 0, column++, Qt::AlignRight);
    int row = 1;
    for (const QString &title : rows) {
        grid->addWidget(new QLabel(title, this), row, 0);
        for (int state = 0; state < static_cast<int>(columns.size()); ++state)
            m_figures.push_back(addFigure(row, state + 1, u"sessions%1%2"_s.arg(row).arg(state)));
        ++row;
    }
    grid->addWidget(m_version, 3, 0, 1, 6);
    grid->addWidget(m_note, 4, 0, 1, 6);
    grid->addWidget(m_transactions, 0, 5, 1, 1, Qt::AlignRight);
    grid->setColumnStretch(5, 1);
    m_version->setWordWrap(true);
    m_version->setObjectName(u"serverVersion"_s);
    m_note->setWordWrap(true);
    m_note->setObjectName(u"sessionsNote"_s);
    m_transactions->setToolTip(tr("Transactions of the whole database per second, of this run and of others"));
}

QLabel *ServerSessions::addFigure(int row, int column, const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setMinimumWidth(fontMetrics().horizontalAdvance(u"0,000"_s));
    qobject_cast<QGridLayout *>(layout())->addWidget(label, row, column);
    return label;
}

void ServerSessions::refresh()
{
    const ServerSample &server = m_session->server();
    const QString version = QString::fromStdString(server.limits.version);
    const QString product = version.isEmpty() ? tr("No server connected") : tr("PostgreSQL %1").arg(version);
    m_version->setText(server.pooler ? tr("%1, behind %2").arg(product, QString::fromStdString(poolerText(*server.pooler))) : product);
    int oursInTransaction = 0;
    for (const BackendRow &backend : server.backends)
        oursInTransaction += backend.state.starts_with("idle in transaction") ? 1 : 0;
    const std::array counts{server.oursActive,
                            server.ours - server.oursActive - oursInTransaction,
                            oursInTransaction,
                            server.ours,
                            server.othersActive,
                            server.others - server.othersActive - server.othersIdleInTransaction,
                            server.othersIdleInTransaction,
                            server.others};
    for (std::size_t at = 0; at < counts.size(); ++at)
        setFigure(m_figures.at(at), counts.at(at));
    m_transactions->setText(
        tr("%1 commits/s, %2 rollbacks/s").arg(formatNumber(server.commitsPerSecond), formatNumber(server.rollbacksPerSecond)));
    if (!server.connected && server.error)
        m_note->setText(u"⚠ "_s + QString::fromStdString(server.error->message));
    else if (!server.seesOthersState)
        m_note->setText(tr("This role cannot see other sessions. Grant it pg_read_all_stats."));
    else if (server.pooler)
        m_note->setText(tr("“Ours” counts the pooler’s server connections last lent to a slot. The pooler keeps them "
                           "after a run and does not report which slot uses which."));
    else
        m_note->clear();
    m_note->setVisible(!m_note->text().isEmpty());
}

} // namespace poolwart
