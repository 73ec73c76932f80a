#pragma once

namespace ganemotion::training {

/// Freed blocks go back to the process, not to the system: without this, page faults take half of a
/// training's time.
void keep_memory();

}  // namespace ganemotion::training
