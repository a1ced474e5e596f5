// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/syntax/literals.h"

#include <vector>

namespace poolwart {

// The branches of a JavaScript or TypeScript file, of which one runs: if (…) … else …, if (…) return … and what follows, the cases of a
// switch, and … ? … : ….
class Branches
{
public:
    explicit Branches(const std::vector<Token> &tokens);

    // Of ascending positions in different branches of one choice, the first counts, or if the condition names production, the one that
    // runs there. Parallel to the positions: the index of the one that counts in its place, or its own.
    std::vector<std::size_t> chosen(const std::vector<std::size_t> &positions) const;

private:
    struct Choice
    {
        std::size_t begin = 0;  // of the first branch
        std::size_t middle = 0; // where the first ends
        std::size_t second = 0; // where the second begins
        std::size_t end = 0;
        bool prefersSecond = false;
    };

    void findIf(std::size_t position);
    void findTernary(std::size_t position);
    void findSwitch(std::size_t position);
    bool returns(std::size_t begin, std::size_t end) const;
    bool isNotProduction(std::size_t begin, std::size_t end) const;
    std::size_t closing(std::size_t opening) const;
    std::size_t endOfStatement(std::size_t begin) const;
    bool is(std::size_t position, std::string_view sign) const { return position < m_tokens.size() && m_tokens[position].is(sign); }

    const std::vector<Token> &m_tokens;
    std::vector<std::size_t> m_closings;  // of each opening bracket
    std::vector<std::size_t> m_enclosing; // of each token, the bracket that it is in; the number of tokens: none
    std::vector<Choice> m_choices;
};

} // namespace poolwart
