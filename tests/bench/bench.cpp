// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include "tests/support/tool.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace poolwart {

std::vector<Samples> interleaved(int rounds, const std::vector<std::function<Sample()>> &sides)
{
    std::vector<Samples> samples(sides.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < sides.size(); ++i) {
            const std::size_t side = round % 2 ? sides.size() - 1 - i : i;
            samples[side].push_back(sides[side]());
        }
    }
    return samples;
}

std::map<std::string, double> figuresOf(const QString &program, const QStringList &arguments)
{
    const auto process = startTool({.program = QCoreApplication::applicationDirPath() + u'/' + program, .arguments = arguments});
    process->waitForFinished(-1); // it runs as long as it was told to: no test's bound is for it
    if (process->exitStatus() != QProcess::NormalExit || process->exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process->readAllStandardError().constData());
    std::map<std::string, double> figures;
    for (const QByteArray &line : process->readAllStandardOutput().split('\n')) { // what a library says stands among them
        const QList<QByteArray> words = line.split(' ');
        bool isFigure = false;
        const double figure = words.last().toDouble(&isFigure);
        if (words.size() == 2 && isFigure)
            figures[words.first().toStdString()] = figure;
    }
    return figures;
}

} // namespace poolwart
