// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/manualfocus.h"

#include "model/manual/manual.h"

#include <QWidget>

#include <algorithm>
#include <array>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

struct Place
{
    QLatin1StringView name; // its objectName
    QLatin1StringView topic;
    bool isPage = false; // that fills the window
};

constexpr std::array places{
    Place{"firstRunPage"_L1, "start"_L1, true},  Place{"poolsPage"_L1, "plan"_L1, true},     Place{"latencyPage"_L1, "figures"_L1, true},
    Place{"trafficPage"_L1, "traffic"_L1, true}, Place{"serverPage"_L1, "budget"_L1, true},  Place{"runsPage"_L1, "runs"_L1, true},
    Place{"sandboxPanel"_L1, "server"_L1},       Place{"pagePolicy"_L1, "policies"_L1},      Place{"pageMigration"_L1, "policies"_L1},
    Place{"workloadPanel"_L1, "workloads"_L1},   Place{"workloadEditor"_L1, "workloads"_L1}, Place{"trafficBar"_L1, "traffic"_L1},
    Place{"slotDock"_L1, "window"_L1},           Place{"eventDock"_L1, "query-log"_L1},      Place{"poolerBanner"_L1, "poolers"_L1},
    Place{"connectDialog"_L1, "server"_L1},      Place{"exportDialog"_L1, "export"_L1},      Place{"importPreview"_L1, "import"_L1},
};

const Place *placeOf(const QWidget *widget)
{
    const auto *found = std::ranges::find_if(places, [widget](const Place &place) { return widget->objectName() == place.name; });
    return found == places.end() ? nullptr : found;
}

const Place *shownPage(const QWidget *window)
{
    const auto *found = std::ranges::find_if(places, [window](const Place &place) {
        const auto *page = place.isPage ? window->findChild<QWidget *>(place.name) : nullptr;
        return page && page->isVisible();
    });
    return found == places.end() ? nullptr : found;
}

} // namespace

QString manualTopicOf(const QWidget *window)
{
    for (const QWidget *widget = window->focusWidget() ? window->focusWidget() : window; widget; widget = widget->parentWidget()) {
        if (const Place *place = placeOf(widget))
            return place->topic;
        if (widget == window)
            break;
    }
    const Place *page = shownPage(window);
    return page ? QString(page->topic) : Manual::windowTopic();
}

} // namespace poolwart
