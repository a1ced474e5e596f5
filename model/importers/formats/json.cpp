// SPDX-License-Identifier: GPL-3.0-or-later
// Poolwart's own plan and run files.
#include "model/core/text.h"
#include "model/importers/framework/importer.h"
#include "model/store/planfile.h"

#include <QJsonDocument>

#include <algorithm>

namespace poolwart {

namespace {

class JsonImporter final : public Importer
{
public:
    std::string id() const override { return "plan"; }
    std::string title() const override { return "Poolwart plan or run (JSON)"; }

    // JSON of which nothing else is known is refused with what a plan begins with.
    int likelihood(const Source &source) const override
    {
        if (ownFileOf(source.text))
            return 96;
        return trimmed(source.text.substr(0, 200)).find('{') == 0 ? 10 : 0;
    }

    Outcome<ImportResult> read(const Source &source) const override
    {
        QJsonParseError fault;
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(source.text), &fault);
        if (fault.error != QJsonParseError::NoError) {
            const auto offset = std::min(source.text.size(), static_cast<std::size_t>(std::max(0, fault.offset)));
            const auto line = 1 + std::ranges::count(source.text.substr(0, offset), '\n');
            return faultAt(source, static_cast<int>(line), fault.errorString().toStdString());
        }
        if (!document.isObject())
            return faultAt(source, 1, text(QT_TRANSLATE_NOOP("core", "expected a JSON object.")));
        auto plan = planFromJson(document.object());
        if (!plan)
            return faultAt(source, lineOf(source, plan.error().message), plan.error().message, plan.error().hint);
        return ImportResult{.format = id(), .plan = std::move(plan).value()};
    }

private:
    // The line of the field that the message names first: "pools[2].slots: …", the third "slots" of the file.
    static int lineOf(const Source &source, const std::string &message)
    {
        const std::string path = message.substr(0, message.find(':'));
        const std::string field = path.substr(path.rfind('.') + 1); // npos + 1 is 0
        const std::size_t bracket = path.find('[');
        const long index = bracket == std::string::npos ? 0 : std::strtol(path.c_str() + bracket + 1, nullptr, 10);
        const bool isOfEachPool = bracket != std::string::npos && path.find('.') != std::string::npos;
        std::size_t position = isOfEachPool ? source.text.find("\"pools\"") : 0;
        for (long i = 0; i <= (isOfEachPool ? index : 0) && position != std::string::npos; ++i)
            position = source.text.find('"' + field + '"', position + (i == 0 ? 0 : 1));
        if (position == std::string::npos)
            return 0;
        return 1 + static_cast<int>(std::ranges::count(source.text.substr(0, position), '\n'));
    }
};

} // namespace

const Importer &jsonImporter()
{
    static const JsonImporter importer;
    return importer;
}

} // namespace poolwart
