// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/framework/source.h"

#include <vector>

namespace poolwart {

// The branches of a Python file, of which one runs, by their indentation: if, elif and else, an if that returns and what follows it,
// try and except.
class PythonBranches
{
public:
    struct Branch
    {
        int choice = 0; // line of its "if" or "try"
        int line = 0;   // of "if", "elif", "else", "try" or "except"; 0: what follows an "if" that returns
    };

    explicit PythonBranches(const Source &source);

    // The branches that a line (from 1) is in, the innermost first.
    std::vector<Branch> at(int line) const;

private:
    int choiceOf(int line) const;
    bool returns(int line) const;

    std::vector<SourceLine> m_lines;
};

// Whether two places are in different branches of one choice, so that only one of them runs.
bool areAlternatives(const std::vector<PythonBranches::Branch> &one, const std::vector<PythonBranches::Branch> &other);

} // namespace poolwart
