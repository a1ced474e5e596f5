// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace poolwart {

// One cell of the matrix format × version × proof in the manual's topic “readers”: who read what an exporter wrote, and what that showed.
struct Proof
{
    QString format;          // id of the exporter
    QString version;         // of the target, as in --set version=…
    QString consumer;        // "PgBouncer": without its version, which differs from machine to machine
    QString consumerVersion; // "1.18.0"; may be empty
    QString shows;           // "each pool's limit is reached and not passed"
    QString result;          // "passed", "failed" or "not run: there is no Node.js"

    bool operator==(const Proof &) const = default;
};

// A local of the test function that is the proof:
//   const Proving proving({.format = u"pgbouncer"_s, .version = u"1.18"_s, .consumer = u"PgBouncer"_s, .shows = u"…"_s});
// When the function ends, the result goes into the results folder (POOLWART_PROOFS; nothing is written without it), where
// tests/exporters/tst_matrix.cpp finds it after all other tests.
class [[nodiscard]] Proving
{
public:
    explicit Proving(Proof proof);
    ~Proving();
    Proving(const Proving &) = delete;
    Proving &operator=(const Proving &) = delete;

    void setConsumerVersion(const QString &version) { m_proof.consumerVersion = version; }

private:
    Proof m_proof;
};

// For a consumer that is not there, which is no failure.
void recordNotRun(Proof proof, const QString &why);

// All that the folder holds, sorted. A test function replaces what it recorded before.
QList<Proof> recordedProofs();

} // namespace poolwart
