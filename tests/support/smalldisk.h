// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <string>

namespace poolwart {

// A file system of a few KiB in memory, to be filled up. Only this thread, and programs that it starts, see it.
class SmallDisk
{
public:
    // Null where this user may not mount one, which root may.
    static std::unique_ptr<SmallDisk> make(int kibibytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    std::string path(const char *name) const { return m_folder + '/' + name; }
    QString file(const char *name) const { return QString::fromStdString(path(name)); }

    void fill() const;                    // to the last byte
    void fillExcept(int kibibytes) const; // but for so much
    void empty() const;                   // of what fill() put there

private:
    explicit SmallDisk(std::string folder);

    std::string m_folder;
};

} // namespace poolwart
