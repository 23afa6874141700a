// How a hub tells a terminal that it is shut out.
//
// Decides: the place of that Error, by which a terminal knows it from every other refusal. Leaves to others: who is
// revoked (sync/access/access_register.h), what a terminal does then (sync/session.cpp, sync/enrolment.cpp).
#pragma once

namespace dockhand {

inline constexpr const char* revoked_place = "this terminal";

}  // namespace dockhand
