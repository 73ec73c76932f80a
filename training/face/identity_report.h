#pragma once

#include "cfee/cfee_options.h"

namespace ganemotion::training {

/// Prints how surely the program's face descriptor tells CFEE's test people apart: pictures of one person
/// with different expressions against pictures of others, by view.
void print_identity_figures(const CfeeOptions& options);

}  // namespace ganemotion::training
