// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/exportoptionspanel.h"

#include "ui/controls/wrappedcheckbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

const std::vector<std::string> yesAndNo{"no", "yes"};

bool isSwitch(const ExportOption &option)
{
    std::vector<std::string> sorted = option.choices;
    std::ranges::sort(sorted);
    return sorted == yesAndNo;
}

QString titleOf(const ExportOption &option)
{
    return QCoreApplication::translate("core", option.title);
}

QCheckBox *addSwitch(QVBoxLayout *column, const QString &text, const QString &name)
{
    auto *wrapped = new WrappedCheckBox(text, name);
    column->addWidget(wrapped);
    return wrapped->box();
}

} // namespace

ExportOptionsPanel::ExportOptionsPanel(const ExportSource &source, QWidget *parent)
    : QGroupBox(parent)
    , m_column(new QVBoxLayout(this))
    , m_address(addSwitch(m_column, tr("Write the server’s address"), u"writeAddress"_s))
    , m_password(addSwitch(m_column, tr("Write the password in plain text (0600)"), u"writePassword"_s))
    , m_run(addSwitch(m_column, tr("Write the figures of the current traffic"), u"writeRun"_s))
{
    setObjectName(u"exportOptions"_s);
    buildLayout(source);
    for (QCheckBox *box : {m_address, m_password, m_run})
        connect(box, &QCheckBox::toggled, this, &ExportOptionsPanel::changed);
}

void ExportOptionsPanel::buildLayout(const ExportSource &source)
{
    const bool hasServer = source.server.has_value();
    const bool hasPassword = hasServer && !source.server->password.isEmpty();
    m_address->parentWidget()->setEnabled(hasServer);
    m_address->setChecked(hasServer);
    m_address->parentWidget()->setToolTip(
        hasServer ? tr("Host, port, database and role of the connected server; otherwise placeholders in capitals")
                  : tr("The pools are not on a server of yours, so the address is written as placeholders in capitals"));
    m_password->parentWidget()->setEnabled(hasPassword);
    m_password->parentWidget()->setToolTip(
        hasPassword ? tr("Files with the password are readable by their owner only; otherwise CHANGE_ME is written")
                    : tr("No password was given, so CHANGE_ME is written"));
    m_run->parentWidget()->setVisible(source.run.has_value());
    m_run->parentWidget()->setToolTip(tr("Rate and p99 since the last reset, in the first lines; reset the figures after a change of "
                                         "the plan"));
}

void ExportOptionsPanel::setFormat(const QString &id)
{
    m_format = id.toStdString();
    delete m_fields;
    m_fields = new QWidget(this);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    m_column->insertWidget(0, m_fields);
    const auto formats = exportFormats();
    const auto format = std::ranges::find(formats, m_format, &Exporter::id);
    if (format == formats.end())
        return;
    const ExporterInfo &info = (*format)->info();
    setTitle(tr("Options of %1").arg(QString::fromStdString(info.title)));
    if (info.versions.size() > 1)
        addOption({.id = "version", .title = QT_TRANSLATE_NOOP("core", "Version"), .choices = info.versions});
    for (const ExportOption &option : info.options)
        addOption(option);
    m_fields->setVisible(column->count() > 0);
}

void ExportOptionsPanel::addOption(const ExportOption &option)
{
    if (isSwitch(option))
        addCheckBox(option);
    else
        addComboBox(option);
}

void ExportOptionsPanel::addCheckBox(const ExportOption &option)
{
    auto *column = static_cast<QVBoxLayout *>(m_fields->layout());
    QCheckBox *box = addSwitch(column, titleOf(option), u"option-"_s + QString::fromStdString(option.id));
    const auto &chosen = m_chosen[m_format];
    const auto known = chosen.find(option.id);
    box->setChecked((known == chosen.end() ? option.choices.front() : known->second) == "yes");
    box->parentWidget()->setToolTip(u"--set %1=yes|no"_s.arg(QString::fromStdString(option.id)));
    connect(box, &QCheckBox::toggled, this, [this, id = option.id](bool isOn) { remember(id, isOn ? "yes" : "no"); });
}

void ExportOptionsPanel::addComboBox(const ExportOption &option)
{
    auto *column = static_cast<QVBoxLayout *>(m_fields->layout());
    auto *label = new QLabel(titleOf(option));
    label->setWordWrap(true);
    auto *box = new QComboBox;
    box->setObjectName(u"option-"_s + QString::fromStdString(option.id));
    box->setAccessibleName(titleOf(option));
    box->setToolTip(u"--set %1=…"_s.arg(QString::fromStdString(option.id)));
    label->setBuddy(box);
    for (const std::string &choice : option.choices)
        box->addItem(QString::fromStdString(choice));
    const auto &chosen = m_chosen[m_format];
    if (const auto known = chosen.find(option.id); known != chosen.end())
        box->setCurrentText(QString::fromStdString(known->second));
    column->addWidget(label);
    column->addWidget(box);
    connect(box, &QComboBox::currentTextChanged, this,
            [this, id = option.id](const QString &choice) { remember(id, choice.toStdString()); });
}

void ExportOptionsPanel::remember(const std::string &id, const std::string &value)
{
    m_chosen[m_format][id] = value;
    Q_EMIT changed();
}

void ExportOptionsPanel::setExported(bool isExported)
{
    m_fields->setEnabled(isExported);
    m_fields->setToolTip(isExported ? QString() : tr("This format is not checked in the list"));
}

ExportChoices ExportOptionsPanel::choicesOf(const std::string &format) const
{
    const auto chosen = m_chosen.find(format);
    return {.format = format,
            .options = chosen == m_chosen.end() ? std::map<std::string, std::string>() : chosen->second,
            .writesAddress = m_address->isChecked(),
            .writesRun = m_run->isChecked(),
            .writesPassword = m_password->isChecked()};
}

std::vector<ExportChoices> ExportOptionsPanel::choices(const QStringList &formats) const
{
    std::vector<ExportChoices> all;
    for (const QString &format : formats)
        all.push_back(choicesOf(format.toStdString()));
    return all;
}

} // namespace poolwart
