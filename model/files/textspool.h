// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace poolwart {

// Keeps texts on disk in an unnamed temporary file, so that they cost no memory. A text that does not fit on the disk stays in
// memory: nothing is lost.
class TextSpool
{
public:
    struct Place
    {
        std::string text; // text kept in memory
        long long offset = 0;
        std::size_t size = 0; // size of a text on disk
    };

    TextSpool();

    Place keep(std::string text);
    std::optional<std::string> read(const Place &place) const; // none: the disk does not give it back

private:
    struct Close
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    std::unique_ptr<std::FILE, Close> m_file; // null: cannot be created
    long long m_end = 0;
};

} // namespace poolwart
