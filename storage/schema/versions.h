// The schema as each earlier version of the program made it, from the one before.
//
// Decides: nothing any more: a text that was released never changes. Leaves to others: the newest versions, and
// carrying them out (storage/schema/migrations.cpp).
#pragma once

namespace dockhand {

extern const char* const version_1;
extern const char* const version_floor;
extern const char* const version_speed;
extern const char* const version_policies;
extern const char* const version_notice_kind;
extern const char* const version_jobs;
extern const char* const version_set_aside;
extern const char* const version_exact_books;
extern const char* const version_ordered;
extern const char* const version_suppliers;
extern const char* const version_removed;
extern const char* const version_promise;
extern const char* const version_demand;
extern const char* const version_wished;
extern const char* const version_plan;
extern const char* const version_faces;
extern const char* const version_messages;

}  // namespace dockhand
