// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/analysis/scalability/uslsolver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <Eigen/Dense>
#include <unsupported/Eigen/LevenbergMarquardt>

namespace poolwart {

namespace {

constexpr double smallestDivisor = 1e-12; // of the law, where a step of the solver leaves its domain

// The bounds on which a solution is sought; empty: the parameter is free.
struct Face
{
    std::optional<double> sigma;
    std::optional<double> kappa;
};

// Weighted residuals as a function of the free parameters, in the order lambda, sigma, kappa.
class UslResiduals : public Eigen::DenseFunctor<double>
{
public:
    UslResiduals(std::span<const UslPoint> points, const Face &face)
        : Eigen::DenseFunctor<double>(1 + int(!face.sigma) + int(!face.kappa), static_cast<int>(points.size()))
        , m_points(points)
        , m_face(face)
    {}

    Usl lawOf(const InputType &x) const
    {
        Eigen::Index next = 1;
        Usl law{.lambda = x[0]};
        law.sigma = m_face.sigma ? *m_face.sigma : x[next++];
        law.kappa = m_face.kappa ? *m_face.kappa : x[next];
        return law;
    }
    InputType parametersOf(const Usl &law) const
    {
        InputType x(inputs());
        Eigen::Index next = 0;
        x[next++] = law.lambda;
        if (!m_face.sigma)
            x[next++] = law.sigma;
        if (!m_face.kappa)
            x[next] = law.kappa;
        return x;
    }

    int operator()(const InputType &x, ValueType &residuals) const
    {
        const Usl law = lawOf(x);
        for (Eigen::Index i = 0; i < values(); ++i) {
            const UslPoint &point = m_points[static_cast<std::size_t>(i)];
            residuals[i] = std::sqrt(point.weight) * (law.lambda * point.concurrency / divisor(law, point.concurrency) - point.throughput);
        }
        return 0;
    }
    int df(const InputType &x, JacobianType &jacobian) const
    {
        const Usl law = lawOf(x);
        for (Eigen::Index i = 0; i < values(); ++i) {
            const UslPoint &point = m_points[static_cast<std::size_t>(i)];
            const double n = point.concurrency;
            const double d = divisor(law, n);
            const double scale = std::sqrt(point.weight) * n / d;
            Eigen::Index next = 0;
            jacobian(i, next++) = scale;
            if (!m_face.sigma)
                jacobian(i, next++) = -scale * law.lambda * (n - 1) / d;
            if (!m_face.kappa)
                jacobian(i, next) = -scale * law.lambda * n * (n - 1) / d;
        }
        return 0;
    }

private:
    static double divisor(const Usl &law, double n) { return std::max(smallestDivisor, 1 + law.sigma * (n - 1) + law.kappa * n * (n - 1)); }

    std::span<const UslPoint> m_points;
    Face m_face;
};

// N / X = p0 + p1 (N - 1) + p2 N (N - 1), weighted by (X^2 / N)^2, because N / X errs by N / X^2 where X errs by 1.
Usl linearStart(std::span<const UslPoint> points)
{
    const auto rows = static_cast<Eigen::Index>(points.size());
    Eigen::MatrixX3d left(rows, 3);
    Eigen::VectorXd right(rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const UslPoint &point = points[static_cast<std::size_t>(i)];
        const double n = point.concurrency;
        const double weight = std::sqrt(point.weight) * point.throughput * point.throughput / n;
        left.row(i) << weight, weight * (n - 1), weight * n * (n - 1);
        right[i] = weight * n / point.throughput;
    }
    const Eigen::Vector3d scale = left.colwise().norm().transpose(); // their sizes differ by 10^6
    const Eigen::MatrixX3d scaled = left * scale.cwiseInverse().asDiagonal();
    Eigen::Vector3d p = scaled.colPivHouseholderQr().solve(right);
    p = p.cwiseQuotient(scale);
    if (!p.allFinite() || p[0] <= 0)
        return {};
    return {.lambda = 1 / p[0], .sigma = p[1] / p[0], .kappa = p[2] / p[0]};
}

// The start of R's package usl: no point may be more efficient than one request in flight.
Usl plainStart(std::span<const UslPoint> points)
{
    double lambda = 0;
    for (const UslPoint &point : points)
        lambda = std::max(lambda, point.throughput / point.concurrency);
    return {.lambda = lambda, .sigma = 0.01, .kappa = 1e-4};
}

bool isWithinBounds(const Usl &law)
{
    return law.lambda > 0 && law.sigma >= 0 && law.sigma <= 1 && law.kappa >= 0 && law.kappa <= 1;
}

struct Descent
{
    Usl law;
    double squares = std::numeric_limits<double>::infinity();
};

Descent descend(std::span<const UslPoint> points, const Face &face, const Usl &start)
{
    UslResiduals residuals(points, face);
    Eigen::LevenbergMarquardt<UslResiduals> solver(residuals);
    solver.setFtol(1e-15);
    solver.setXtol(1e-12);
    Eigen::VectorXd x = residuals.parametersOf(start);
    solver.minimize(x);
    const double norm = solver.fnorm();
    return x.allFinite() && std::isfinite(norm) ? Descent{.law = residuals.lawOf(x), .squares = norm * norm} : Descent{};
}

Descent solveOn(const Face &face, std::span<const UslPoint> points)
{
    Descent best;
    for (const Usl &start : {linearStart(points), plainStart(points)}) {
        if (start.lambda <= 0)
            continue;
        if (const Descent found = descend(points, face, start); found.squares < best.squares)
            best = found;
    }
    return best;
}

UslSolution solutionOf(std::span<const UslPoint> points, const Face &face, const Descent &found)
{
    UslSolution solution{
        .law = found.law, .isSigmaAtBound = face.sigma.has_value(), .isKappaAtBound = face.kappa.has_value(), .squares = found.squares};
    const UslResiduals residuals(points, face);
    Eigen::MatrixXd jacobian(residuals.values(), residuals.inputs());
    residuals.df(residuals.parametersOf(found.law), jacobian);
    const Eigen::VectorXd scale = jacobian.colwise().norm().transpose();
    const Eigen::MatrixXd scaled = jacobian * scale.cwiseInverse().asDiagonal();
    const Eigen::MatrixXd inverse = (scaled.transpose() * scaled).ldlt().solve(Eigen::MatrixXd::Identity(scale.size(), scale.size()));
    Eigen::Index next = 0;
    const auto take = [&](bool isFree) {
        if (!isFree)
            return 0.0;
        const double variance = inverse(next, next) / (scale[next] * scale[next]);
        ++next;
        return variance;
    };
    solution.unscaledVariances = {take(true), take(!face.sigma), take(!face.kappa)};
    return solution;
}

} // namespace

UslSolution solveUsl(std::span<const UslPoint> points)
{
    const Face inside;
    if (const Descent found = solveOn(inside, points); isWithinBounds(found.law))
        return solutionOf(points, inside, found);
    Descent best;
    Face bestFace{.sigma = 0, .kappa = 0}; // on which there is always a solution
    constexpr std::optional<double> choices[]{std::nullopt, 0.0, 1.0};
    for (const auto &sigma : choices) {
        for (const auto &kappa : choices) {
            const Face face{.sigma = sigma, .kappa = kappa};
            if (!sigma && !kappa)
                continue;
            const Descent found = solveOn(face, points);
            if (isWithinBounds(found.law) && found.squares < best.squares) {
                best = found;
                bestFace = face;
            }
        }
    }
    return solutionOf(points, bestFace, best);
}

} // namespace poolwart
