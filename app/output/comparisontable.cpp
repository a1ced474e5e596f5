// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output/comparisontable.h"

#include "app/output/texttable.h"
#include "model/store/jsonwriter.h"
#include "model/tables/runtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(ComparisonText)
};

void addRows(TextTable &table, const std::vector<ComparedFigure> &figures, const QString &prefix)
{
    for (const ComparedFigure &figure : figures)
        table.addRow({prefix + figureName(figure.id), figureText(figure, figure.base), figureText(figure, figure.current),
                      ratioText(figure.ratio), intervalText(figure), figure.isClear() ? u"*"_s : QString()});
}

void describeFigures(JsonWriter &json, std::vector<ComparedFigure> figures)
{
    json.list("figures", figures, 0, [](JsonWriter &inner, const ComparedFigure &figure) {
        inner.field("figure", figure.id);
        inner.field("base", figure.base);
        inner.field("new", figure.current);
        inner.field("ratio", figure.ratio);
        inner.field("median_ratio", figure.medianRatio);
        inner.field("least", figure.least);
        inner.field("most", figure.most);
        inner.field("clear", figure.isClear());
    });
}

} // namespace

QString comparisonTable(const RunComparison &comparison)
{
    TextTable table({ComparisonText::tr("Figure"), ComparisonText::tr("Base"), ComparisonText::tr("New"), ComparisonText::tr("Ratio"),
                     ComparisonText::tr("95 % interval"), QString()});
    addRows(table, comparison.figures, {});
    for (const ComparedClass &ofClass : comparison.classes)
        addRows(table, ofClass.figures, (ofClass.name.empty() ? u"–"_s : QString::fromStdString(ofClass.name)) + u": "_s);
    QString text = table.text();
    for (const std::string &difference : comparison.differences)
        text += QString::fromStdString(difference) + u'\n';
    return text;
}

QByteArray comparisonJson(const RunComparison &comparison)
{
    JsonWriter json;
    describeFigures(json, comparison.figures);
    std::vector<ComparedClass> classes = comparison.classes;
    json.list("classes", classes, 0, [](JsonWriter &inner, const ComparedClass &ofClass) {
        inner.field("class", ofClass.name);
        describeFigures(inner, ofClass.figures);
    });
    json.field("differences", comparison.differences);
    return json.text();
}

} // namespace poolwart
