// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/proof.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTest>

#include <algorithm>
#include <tuple>
#include <utility>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// Each field is named once, for both ways.
constexpr auto fields = std::to_array<std::pair<const char *, QString Proof::*>>({
    {"format", &Proof::format},
    {"version", &Proof::version},
    {"consumer", &Proof::consumer},
    {"consumer_version", &Proof::consumerVersion},
    {"shows", &Proof::shows},
    {"result", &Proof::result},
});

QString fileName(const Proof &proof)
{
    const QString function = QString::fromLatin1(QTest::currentTestFunction()); // its earlier result is replaced
    const QString key = QStringList{proof.format, proof.version, proof.consumer, function}.join(u'\n');
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex().first(12);
    return proof.format + u'-' + proof.version + u'-' + QString::fromLatin1(hash) + u".json"_s;
}

void record(const Proof &proof)
{
    const QString folder = qEnvironmentVariable("POOLWART_PROOFS");
    if (folder.isEmpty())
        return;
    QJsonObject object;
    for (const auto &[name, member] : fields)
        object[QLatin1StringView(name)] = proof.*member;
    QSaveFile file(folder + u'/' + fileName(proof));
    const bool wrote =
        QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(object).toJson()) > 0 && file.commit();
    if (!wrote)
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}

} // namespace

Proving::Proving(Proof proof)
    : m_proof(std::move(proof))
{}

Proving::~Proving()
{
    m_proof.result = QTest::currentTestFailed() ? u"failed"_s : u"passed"_s;
    record(m_proof);
}

void recordNotRun(Proof proof, const QString &why)
{
    proof.result = u"not run: "_s + why;
    record(proof);
}

QList<Proof> recordedProofs()
{
    QList<Proof> proofs;
    const QDir folder(qEnvironmentVariable("POOLWART_PROOFS"));
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const QJsonObject object = QJsonDocument::fromJson(isOpen ? file.readAll() : QByteArray()).object();
        Proof proof;
        for (const auto &[field, member] : fields)
            proof.*member = object[QLatin1StringView(field)].toString();
        proofs.append(proof);
    }
    std::ranges::sort(proofs, {}, [](const Proof &proof) { return std::tie(proof.format, proof.version, proof.consumer, proof.shows); });
    return proofs;
}

} // namespace poolwart
