#include "storage/import/cells/place_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "storage/import/cells/plain_name.h"
#include "storage/model/commands/command.h"

namespace dockhand {
namespace {

struct PlaceWord {
  std::string_view word;
  LocationKind kind;
};

constexpr std::array place_words{
    PlaceWord{"bin", LocationKind::storage},
    PlaceWord{"bin location", LocationKind::storage},
    PlaceWord{"internal location", LocationKind::storage},
    PlaceWord{"shelf", LocationKind::storage},
    PlaceWord{"rack", LocationKind::storage},
    PlaceWord{"stock", LocationKind::storage},
    PlaceWord{"picking", LocationKind::storage},
    PlaceWord{"reserve", LocationKind::storage},
    PlaceWord{"lagerplatz", LocationKind::storage},
    PlaceWord{"lager", LocationKind::storage},
    PlaceWord{"regal", LocationKind::storage},
    PlaceWord{"receiving", LocationKind::dock},
    PlaceWord{"receiving bin", LocationKind::dock},
    PlaceWord{"receiving location", LocationKind::dock},
    PlaceWord{"inbound", LocationKind::dock},
    PlaceWord{"inbound staging", LocationKind::dock},
    PlaceWord{"goods in", LocationKind::dock},
    PlaceWord{"wareneingang", LocationKind::dock},
    PlaceWord{"hold", LocationKind::quarantine},
    PlaceWord{"hold bin", LocationKind::quarantine},
    PlaceWord{"on hold", LocationKind::quarantine},
    PlaceWord{"hold location", LocationKind::quarantine},
    PlaceWord{"blocked", LocationKind::quarantine},
    PlaceWord{"damaged", LocationKind::quarantine},
    PlaceWord{"inspection", LocationKind::quarantine},
    PlaceWord{"quality control", LocationKind::quarantine},
    PlaceWord{"sperrlager", LocationKind::quarantine},
    PlaceWord{"outbound", LocationKind::shipping},
    PlaceWord{"goods out", LocationKind::shipping},
    PlaceWord{"warenausgang", LocationKind::shipping},
    PlaceWord{"staging", LocationKind::lane},
    PlaceWord{"outbound staging", LocationKind::lane},
    PlaceWord{"packing", LocationKind::lane},
};

}  // namespace

Result<LocationKind> parse_kind_of_place(std::string_view text) {
  const auto ours = parse_location_kind(text);
  if (ours) return ours;
  const std::string plain = plain_name(text);
  if (const auto known = parse_location_kind(plain)) return known;
  const auto word =
      std::find_if(place_words.begin(), place_words.end(), [&](const auto& one) { return one.word == plain; });
  if (word != place_words.end()) return word->kind;
  return Error{ErrorKind::bad_input, "kind",
               ours.error().message + ": write one of them, or say what all places are, --set kind=storage"};
}

}  // namespace dockhand
