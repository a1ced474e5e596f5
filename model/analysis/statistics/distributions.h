// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolwart {

// Share of the standard normal distribution below `z`.
double normalBelow(double z);
// Share of Student's t distribution further from 0 than `t` on either side; degreesOfFreedom above 0, whole or not.
double studentBeyond(double t, double degreesOfFreedom);
// The t beyond which, on either side, the share `beyond` lies; beyond in (0, 1], to 1e-10 of its value. Half-width of an interval
// of level 1 - beyond, in standard errors.
double studentQuantile(double beyond, double degreesOfFreedom);

} // namespace poolwart
