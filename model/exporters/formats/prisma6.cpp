// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/text.h"
#include "model/exporters/framework/exporter.h"
#include "model/exporters/framework/planformatting.h"
#include "model/exporters/framework/targeturl.h"
#include "model/exporters/languages/typescript.h"

namespace poolwart {

namespace {

using enum ExportNote::Kind;
using UrlParameters = std::vector<std::pair<std::string, std::string>>;

// 0, which is "none" in Prisma, where the plan has none.
long long secondsOrNone(const std::optional<std::chrono::milliseconds> &time)
{
    return time ? wholeSecondsUp(*time) : 0;
}

TemplateData poolRow(const Plan &plan, std::size_t index)
{
    const PoolPlan &pool = plan.pools[index];
    return TemplateData()
        .set("name", pool.name)
        .set("applicationName", poolApplicationName(plan, index))
        .set("max", pool.slots)
        .set("acquire", wholeSecondsUp(pool.acquireTimeout))
        .set("connect", wholeSecondsUp(pool.connectTimeout))
        .set("idle", secondsOrNone(pool.idleTimeout))
        .set("lifetime", secondsOrNone(pool.maxLifetime))
        .set("statement", pool.statementTimeout ? std::to_string(pool.statementTimeout->count()) : "false");
}

// Prisma 6 knows disable, prefer and require; a certificate is verified by sslaccept=strict only.
UrlParameters sslParameters(const ExportContext &context)
{
    const std::string mode = targetValue(context, "sslmode", "");
    if (mode == "verify-full" || mode == "verify-ca") {
        UrlParameters parameters{{"sslmode", "require"}, {"sslaccept", "strict"}};
        if (const std::string root = targetValue(context, "sslrootcert", ""); !root.empty() && root != "system")
            parameters.emplace_back("sslcert", root);
        return parameters;
    }
    if (mode == "require")
        return {{"sslmode", "require"}, {"sslaccept", "accept_invalid_certs"}};
    if (mode == "disable")
        return {{"sslmode", "disable"}};
    return {};
}

Notes sslNotes(const ExportContext &context)
{
    const std::string mode = targetValue(context, "sslmode", "");
    if (mode == "verify-full" || mode == "verify-ca")
        return {
            {.kind = Chosen,
             .setting = "sslmode",
             .source = QT_TRANSLATE_NOOP("core", "Prisma 6 silently treats “%1” as prefer. sslmode=require with sslaccept=strict verifies "
                                                 "certificate and host name (verify-full), and sslcert names the certificate authority."),
             .arguments = {mode}}};
    return {};
}

UrlParameters urlParameters(const ExportContext &context)
{
    const PoolPlan &pool = context.plan.pools.front();
    UrlParameters parameters{{"connection_limit", std::to_string(pool.slots)},
                             {"pool_timeout", std::to_string(wholeSecondsUp(pool.acquireTimeout))},
                             {"connect_timeout", std::to_string(wholeSecondsUp(pool.connectTimeout))},
                             {"max_idle_connection_lifetime", std::to_string(secondsOrNone(pool.idleTimeout))},
                             {"max_connection_lifetime", std::to_string(secondsOrNone(pool.maxLifetime))},
                             {"application_name", poolApplicationName(context.plan, 0)}};
    if (pool.statementTimeout)
        parameters.emplace_back("options", "-c statement_timeout=" + std::to_string(pool.statementTimeout->count()));
    const UrlParameters ssl = sslParameters(context);
    parameters.insert(parameters.end(), ssl.begin(), ssl.end());
    return parameters;
}

Notes notesFor(const ExportContext &context)
{
    const Plan &plan = context.plan;
    Notes notes;
    notes.add(roundedToSeconds(plan, "acquire_timeout", [](const PoolPlan &pool) { return pool.acquireTimeout; }));
    notes.add(roundedToSeconds(plan, "connect_timeout", [](const PoolPlan &pool) { return pool.connectTimeout; }));
    notes.add(roundedToSeconds(plan, "idle_timeout", [](const PoolPlan &pool) { return pool.idleTimeout; }));
    notes.add(roundedToSeconds(plan, "max_lifetime", [](const PoolPlan &pool) { return pool.maxLifetime; }));
    notes.add(
        {{.kind = CannotSay,
          .setting = "minimum_idle",
          .source = QT_TRANSLATE_NOOP("core", "Prisma 6 opens one connection per pool at start and the others on demand; it does not keep "
                                              "%1 open."),
          .arguments = {settingOfPools(plan, [](const PoolPlan &pool) { return std::to_string(minimumIdleOf(pool)); })}}});
    notes.add(statementTimeoutUnset(plan));
    notes.add(
        {{.kind = Chosen,
          .setting = "startup parameters",
          .source = QT_TRANSLATE_NOOP("core", "statement_timeout is sent in the startup parameter “options”. PgBouncer refuses it unless "
                                              "ignore_startup_parameters lists it, and otherwise drops it: behind PgBouncer use ALTER ROLE "
                                              "… SET statement_timeout instead.")}});
    if (factsOf(plan.policy).usesLoad)
        notes.add(
            {{.kind = ChangesMeaning,
              .setting = "policy",
              .source = QT_TRANSLATE_NOOP("core", "The engine does not report how many connections are in use: the load of a pool is the "
                                                  "number of operations that have begun and not ended.")}});
    notes.add(sslNotes(context));
    notes.add(typescript::notes(context));
    notes.add(typescript::prismaNotes(context));
    return notes;
}

class PrismaSixExporter final : public Exporter
{
public:
    PrismaSixExporter()
        : Exporter({.id = "prisma-6",
                    .title = "Prisma 6",
                    .ecosystem = Ecosystem::JavaScript,
                    .versions = {"6"},
                    .options = typescript::options()})
    {}

private:
    Outcome<ExportResult> write(const ExportContext &context) const override
    {
        const Notes notes = notesFor(context);
        TemplateData data =
            typescript::data(context, "Prisma 5.2 to 6, with its own engine (types checked with 6.19.3)", notes, urlParameters(context));
        typescript::nameClient(data, typescript::Client::Prisma);
        for (std::size_t i = 0; i < context.plan.pools.size(); ++i)
            data.addRow("pools", poolRow(context.plan, i));
        const auto files =
            typescript::files(context, data,
                              {{.path = "src/prisma-pools.ts", .source = "prisma6/prisma-pools.ts", .isShort = false, .isPools = true},
                               {.path = "prisma/schema.prisma", .source = "prisma6/schema.prisma"},
                               {.path = context.password ? ".env" : ".env.example", .source = "prisma6/env.example", .isSecret = true},
                               {.path = "package.prisma-pools.json", .source = "prisma6/package.json"},
                               {.path = "README.prisma-pools.md", .source = "prisma6/README.md"}});
        if (!files)
            return files.error();
        return ExportResult{.files = *files, .notes = notes};
    }
};

} // namespace

const Exporter &prisma6Exporter()
{
    static const PrismaSixExporter exporter;
    return exporter;
}

} // namespace poolwart
