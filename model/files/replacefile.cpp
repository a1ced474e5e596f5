// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files/replacefile.h"

#include "model/core/text.h"

namespace poolwart {

namespace fs = std::filesystem;

fs::path withoutLinks(const fs::path &path)
{
    constexpr int maxLinks = 40; // as in the kernel
    fs::path place = path;
    std::error_code fault;
    for (int followed = 0; followed < maxLinks && fs::is_symlink(place, fault); ++followed) {
        const fs::path target = fs::read_symlink(place, fault);
        if (fault)
            break;
        place = target.is_absolute() ? target : place.parent_path() / target;
    }
    return place;
}

Done replaceFile(const fs::path &path, std::string_view content, FileAccess access)
{
    const fs::path place = withoutLinks(path);
    std::error_code fault;
    if (const fs::file_status status = fs::status(place, fault); fs::exists(status) && !fs::is_regular_file(status))
        return Error{.kind = ErrorKind::Io,
                     .message = text(QT_TRANSLATE_NOOP("core", "“%1” cannot be written: it is not a regular file."), path.string()),
                     .hint = text(QT_TRANSLATE_NOOP("core", "Choose another name. Nothing was changed."))};
    auto staged = StagedFile::write(place, content, access);
    return staged ? staged->moveToPlace() : staged.error();
}

} // namespace poolwart
