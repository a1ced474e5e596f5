// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#include "tests/bench/console.h"
#include "tests/support/tool.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

// HikariLoad.java, which tests/bench/run has compiled.
class HikariLoad
{
public:
    explicit HikariLoad(const Target &target)
    {
        const auto parameter = [&](const char *name) { return QString::fromStdString(target.parameters.at(name)); };
        m_java =
            startTool({.program = u"java"_s,
                       .arguments = {u"-cp"_s, qEnvironmentVariable("BENCH_CLASSPATH"), u"HikariLoad"_s},
                       .environment = {
                           u"BENCH_URL=jdbc:postgresql://%1:%2/%3"_s.arg(parameter("host"), parameter("port"), parameter("dbname")),
                           u"BENCH_USER="_s + parameter("user"), u"BENCH_PASSWORD="_s + QString::fromStdString(target.password.reveal())}});
    }

    ~HikariLoad()
    {
        m_java->closeWriteChannel();
        if (!m_java->waitForFinished(30'000))
            m_java->kill();
    }

    HikariLoad(const HikariLoad &) = delete;
    HikariLoad &operator=(const HikariLoad &) = delete;

    // Requests a second; nothing if none was served.
    Sample measure(int seconds)
    {
        m_java->write(QByteArray::number(seconds) + '\n');
        QByteArray seen; // other lines are a logger's
        while (m_java->waitForReadyRead((seconds + 60) * 1000)) {
            while (m_java->canReadLine()) {
                const QByteArray line = m_java->readLine();
                bool isFigure = false;
                const double perSecond = line.trimmed().toDouble(&isFigure);
                if (isFigure)
                    return perSecond > 0 ? Sample(perSecond) : std::nullopt;
                seen += line;
            }
        }
        qFatal("java: %s", seen.constData());
    }

private:
    std::unique_ptr<QProcess> m_java;
};

} // namespace

void benchHikari(Bench &bench)
{
    const Target target = bench.server.networkTarget();
    const auto hikaris = [&] {
        HikariLoad hikari(target); // connects with its first request
        hikari.measure(bench.warmup);
        return hikari.measure(bench.seconds);
    };
    const auto ours = [&] { return Sample(runConsole(target, {.warmup = bench.warmup, .seconds = bench.seconds}).perSecond); };
    const auto samples = interleaved(bench.rounds, {ours, hikaris});
    bench.results.add({.name = u"5 x 12 slots, 60 clients, TCP; HikariCP 5 x 12, 60 threads"_s,
                       .unit = u"/s"_s,
                       .ours = samples[0],
                       .peer = samples[1],
                       .bound = Bound{.kind = Bound::Kind::AtLeast, .value = 1.3, .isOfRatio = true}});
}

} // namespace poolwart
