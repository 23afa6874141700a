#include "storage/schema/open_reader.h"
#include "storage/views/views.h"
#include "storage/views/views_state.h"

namespace dockhand {

Views::Views(std::unique_ptr<State> state) : state_(std::move(state)) {}
Views::~Views() = default;

Result<std::unique_ptr<Views>> Views::open(const std::filesystem::path& file, const Clock& clock) {
  auto engine = open_reader(file);
  if (!engine) return engine.error();
  auto state = std::make_unique<State>();
  state->file = file;
  state->db = std::move(engine).value();
  state->clock = &clock;
  return std::unique_ptr<Views>(new Views(std::move(state)));
}

Result<std::unique_ptr<Views>> Views::another() const { return open(state_->file, *state_->clock); }

Result<std::vector<std::pair<LocationCode, LocationKind>>> Views::locations() {
  return state_->read([](Engine& db) {
    return all_of(db.query("SELECT location, kind FROM location WHERE stands_at = '' ORDER BY walk, location"),
                  [](const Cells& cells) { return std::pair(cells.code<LocationCode>(0), cells.location_kind(1)); });
  });
}

}  // namespace dockhand
