#include "storage/import/cells/item_words.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "storage/files/blanks.h"
#include "storage/import/cells/plain_name.h"
#include "storage/model/rows/policies.h"

namespace dockhand {
namespace {

struct TrackingWord {
  std::string_view word;
  Tracking tracking;
};

// Some are made by a mapping, of the columns that say it by yes and no.
constexpr TrackingWord tracking_words[] = {
    {"no tracking", Tracking::none},
    {"not tracked", Tracking::none},
    {"by quantity", Tracking::none},
    {"no", Tracking::none},
    {"keine", Tracking::none},
    {"keine nachverfolgung", Tracking::none},
    {"keine rückverfolgung", Tracking::none},
    {"aucun suivi", Tracking::none},
    {"sans suivi", Tracking::none},
    {"sin seguimiento", Tracking::none},
    {"sin rastreo", Tracking::none},
    {"lots", Tracking::lot},
    {"by lot", Tracking::lot},
    {"by lots", Tracking::lot},
    {"batch", Tracking::lot},
    {"batches", Tracking::lot},
    {"charge", Tracking::lot},
    {"chargen", Tracking::lot},
    {"nach los", Tracking::lot},
    {"nach losen", Tracking::lot},
    {"nach chargen", Tracking::lot},
    {"par lot", Tracking::lot},
    {"par lots", Tracking::lot},
    {"por lote", Tracking::lot},
    {"por lotes", Tracking::lot},
    {"serials", Tracking::serial},
    {"serial number", Tracking::serial},
    {"serial numbers", Tracking::serial},
    {"serialized", Tracking::serial},
    {"by serial number", Tracking::serial},
    {"by unique serial number", Tracking::serial},
    {"seriennummer", Tracking::serial},
    {"seriennummern", Tracking::serial},
    {"nach seriennummer", Tracking::serial},
    {"nach eindeutiger seriennummer", Tracking::serial},
    {"par numéro de série", Tracking::serial},
    {"par numéro de série unique", Tracking::serial},
    {"por número de serie", Tracking::serial},
    {"por número de serie único", Tracking::serial},
    {"lot control false", Tracking::none},
    {"lot control true", Tracking::lot},
    {"batch 0 serial 0", Tracking::none},
    {"batch 1 serial 0", Tracking::lot},
    {"batch 0 serial 1", Tracking::serial},
    {"batch 1 serial 1", Tracking::serial},
};

constexpr std::string_view words_for_yes[] = {"y",  "ja", "j",    "oui",  "o",         "sí",
                                              "si", "s",  "wahr", "vrai", "verdadero", "x"};
constexpr std::string_view words_for_no[] = {"n", "nein", "non", "nee", "falsch", "faux", "falso"};

template <std::size_t Length>
bool is_among(const std::string_view (&words)[Length], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// "lot yes", "serial 0" and "lot x serial": what columns of yes and no say together. Nothing in them is a no.
std::optional<Tracking> tracking_by_answers(std::string_view plain) {
  constexpr std::string_view of_lots = "lot", of_serials = "serial";
  const std::size_t serial = plain.find(of_serials);
  const bool begins = plain.starts_with(of_lots) || serial == 0;
  if (!begins) return std::nullopt;
  const auto answer = [](std::string_view text) {
    text = without_blanks(text);
    return text.empty() ? Result<bool>(false) : parse_yes_no_of_others(text);
  };
  const std::string_view lots =
      serial == 0 ? std::string_view() : plain.substr(of_lots.size(), serial - of_lots.size());
  const auto by_serial =
      serial == std::string_view::npos ? Result<bool>(false) : answer(plain.substr(serial + of_serials.size()));
  const auto by_lot = answer(serial == std::string_view::npos ? plain.substr(of_lots.size()) : lots);
  if (!by_serial || !by_lot) return std::nullopt;
  if (*by_serial) return Tracking::serial;
  return *by_lot ? Tracking::lot : Tracking::none;
}

}  // namespace

Result<Tracking> parse_tracking_of_others(std::string_view text) {
  const auto ours = parse_tracking(text);
  if (ours) return ours;
  const std::string plain = plain_name(text);
  if (const auto known = parse_tracking(plain)) return known;
  const auto word = std::find_if(std::begin(tracking_words), std::end(tracking_words),
                                 [&](const TrackingWord& one) { return one.word == plain; });
  if (word != std::end(tracking_words)) return word->tracking;
  const auto answered = tracking_by_answers(plain);
  return answered ? Result<Tracking>(*answered) : ours;
}

Result<bool> parse_yes_no_of_others(std::string_view text) {
  const auto ours = parse_yes_no(text);
  if (ours) return ours;
  const std::string plain = plain_name(text);
  if (const auto known = parse_yes_no(plain)) return known;
  if (is_among(words_for_yes, plain)) return true;
  return is_among(words_for_no, plain) ? Result<bool>(false) : ours;
}

}  // namespace dockhand
