// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/connectdialog.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

enum Tab { Uri, Service, Host };

QLineEdit *line(const QString &name, const QString &placeholder, const QString &toolTip)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(toolTip);
    return edit;
}

void addRow(QFormLayout *form, const QString &title, QWidget *field)
{
    auto *label = new QLabel(title);
    label->setBuddy(field);
    form->addRow(label, field);
}

QLabel *explanation(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

ConnectDialog::ConnectDialog(QWidget *parent)
    : QDialog(parent)
    , m_tabs(new QTabWidget(this))
    , m_uri(line(u"uri"_s, u"postgresql://app@db.example:5432/shop"_s, tr("A libpq URI or key=value pairs, as in psql")))
    , m_service(new QComboBox(this))
    , m_host(line(u"host"_s, u"localhost"_s, tr("Name, address or socket directory of the server")))
    , m_port(line(u"port"_s, u"5432"_s, tr("TCP port, or the port in the socket’s name")))
    , m_database(line(u"database"_s, tr("same as the user"), tr("Database to connect to")))
    , m_user(line(u"user"_s, tr("operating system user"), tr("Role to connect as")))
    , m_password(line(u"password"_s, tr("from ~/.pgpass, if present"), tr("Kept in memory only and never stored")))
    , m_sslMode(new QComboBox(this))
    , m_test(new QPushButton(icon(Glyph::Connect), tr("&Test"), this))
    , m_verdict(new QLabel(this))
    , m_buttons(new QDialogButtonBox(this))
{
    setObjectName(u"connectDialog"_s);
    setWindowTitle(tr("Connect to a server"));
    buildLayout();
    connectSignals();
}

QWidget *ConnectDialog::buildUriPage()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    m_uri->setMinimumWidth(fontMetrics().horizontalAdvance(u'x') * 52);
    addRow(form, tr("&URI"), m_uri);
    form->addRow(explanation(tr("Missing values come from PG* variables, ~/.pgpass and libpq’s defaults. Keys that Prisma "
                                "adds to DATABASE_URL are ignored.")));
    return page;
}

QWidget *ConnectDialog::buildServicePage()
{
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    m_service->setObjectName(u"service"_s);
    m_service->setEditable(true);
    m_service->addItems(serviceNames());
    m_service->setToolTip(tr("Section of the connection service file"));
    addRow(form, tr("&Service"), m_service);
    form->addRow(explanation(m_service->count() == 0
                                 ? tr("No services were found. Services are defined in ~/.pg_service.conf: a line [name], followed "
                                      "by key=value lines.")
                                 : tr("From ~/.pg_service.conf and the system’s service file.")));
    return page;
}

QWidget *ConnectDialog::buildHostPage()
{
    m_password->setEchoMode(QLineEdit::Password);
    m_sslMode->setObjectName(u"sslMode"_s);
    m_sslMode->addItems({QString(), u"disable"_s, u"prefer"_s, u"require"_s, u"verify-ca"_s, u"verify-full"_s});
    m_sslMode->setItemText(0, tr("default"));
    m_sslMode->setToolTip(tr("TLS mode; verify-full also verifies the server’s host name"));
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    addRow(form, tr("&Host"), m_host);
    addRow(form, tr("P&ort"), m_port);
    addRow(form, tr("&Database"), m_database);
    addRow(form, tr("Us&er"), m_user);
    addRow(form, tr("&Password"), m_password);
    addRow(form, tr("TLS &mode"), m_sslMode);
    return page;
}

void ConnectDialog::buildLayout()
{
    m_tabs->setObjectName(u"connectTabs"_s);
    m_tabs->insertTab(Uri, buildUriPage(), tr("URI"));
    m_tabs->insertTab(Service, buildServicePage(), tr("Service"));
    m_tabs->insertTab(Host, buildHostPage(), tr("Host"));
    m_test->setObjectName(u"testConnection"_s);
    m_test->setToolTip(tr("Connect once, read the limits and disconnect; the pools are not moved"));
    m_verdict->setObjectName(u"connectVerdict"_s);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_verdict->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_buttons->addButton(m_test, QDialogButtonBox::ActionRole);
    m_buttons->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole)->setObjectName(u"connectButton"_s);
    m_buttons->addButton(QDialogButtonBox::Cancel);

    auto *column = new QVBoxLayout(this);
    column->addWidget(m_tabs);
    column->addWidget(m_verdict);
    column->addWidget(m_buttons);
    m_uri->setFocus();
}

void ConnectDialog::connectSignals()
{
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(&m_probe, &TargetProbe::succeeded, this, &ConnectDialog::showSuccess);
    connect(&m_probe, &TargetProbe::failed, this, &ConnectDialog::showError);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

Outcome<Target> ConnectDialog::target() const
{
    switch (m_tabs->currentIndex()) {
    case Uri:
        return typedTarget(m_uri->text());
    case Service:
        return serviceTarget(m_service->currentText());
    default:
        return formTarget({.host = m_host->text(),
                           .port = m_port->text(),
                           .database = m_database->text(),
                           .user = m_user->text(),
                           .password = m_password->text(),
                           .sslMode = m_sslMode->currentIndex() == 0 ? QString() : m_sslMode->currentText()});
    }
}

void ConnectDialog::test()
{
    if (const Outcome<Target> chosen = target(); chosen) {
        m_test->setEnabled(false);
        say(tr("Connecting …"), palette().color(QPalette::WindowText));
        m_probe.start(*chosen);
    } else {
        showError(chosen.error());
    }
}

void ConnectDialog::showSuccess(const ServerSample &seen)
{
    m_test->setEnabled(true);
    const ServerLimits &limits = seen.limits;
    say(tr("✓ PostgreSQL %1. %2 of %3 connections are usable; others use %4.")
            .arg(QString::fromStdString(limits.version))
            .arg(limits.usable())
            .arg(limits.maxConnections)
            .arg(seen.others),
        goodColour(palette()));
}

void ConnectDialog::showError(const Error &error)
{
    m_test->setEnabled(true);
    QString text = u"⚠ "_s + QString::fromStdString(error.message);
    for (const std::string &more : {error.hint, error.details}) {
        if (!more.empty())
            text += u'\n' + QString::fromStdString(more).trimmed();
    }
    say(text, lossColour(palette()));
}

void ConnectDialog::say(const QString &text, const QColor &colour)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, colour);
    m_verdict->setPalette(colours);
    m_verdict->setText(text);
    m_verdict->setAccessibleName(text);
}

// A target that cannot be one keeps the dialog open.
void ConnectDialog::done(int result)
{
    if (result == QDialog::Accepted) {
        const Outcome<Target> chosen = target();
        if (!chosen)
            return showError(chosen.error());
        Q_EMIT targetChosen(*chosen);
    }
    m_probe.cancel();
    m_password->clear();
    QDialog::done(result);
}

} // namespace poolwart
