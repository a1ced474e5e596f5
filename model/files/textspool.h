// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace poolwart {

// Keeps texts on the disk, in a temporary file without a name, so that they cost no memory. Where it has no room for one,
// that one stays in memory: nothing is lost.
class TextSpool
{
public:
    struct Place
    {
        std::string text; // of one that stayed
        long long offset = 0;
        std::size_t size = 0; // of one that did not
    };

    TextSpool();

    Place keep(std::string text);
    std::string read(const Place &place) const; // empty where the disk does not give it back

private:
    struct Close
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    std::unique_ptr<std::FILE, Close> m_file; // null: none can be made
    long long m_end = 0;
};

} // namespace poolwart
