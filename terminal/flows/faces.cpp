#include "terminal/flows/faces.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view in_hand_id = "in-hand:";  // then how many

Choice in_hand_choice(Quantity in_hand, std::string title) {
  return {.id = std::string(in_hand_id) + in_hand.text(), .title = std::move(title)};
}

}  // namespace

Row face_row(std::string id, const FaceView& face, bool next) {
  return {
      .id = std::move(id),
      .title = face.face.text(),
      .title_is_code = true,
      .detail = fmt::format("{}\n{} there, min {}, max {}", face.name, face.there, face.min.text(), face.max.text()),
      .value = face.missing().text(),
      .value_note = pack_note(face.missing(), face.packs),
      .stripe = next ? Stripe::active : Stripe::none,
      .icon = next ? Icon::pick : Icon::location};
}

std::optional<Quantity> room_at(const std::vector<FaceView>& faces, const Job::Hand& hand) {
  const auto is_filled = [&](const FaceView& face) { return face.face == *hand.to && face.item == hand.units.item; };
  const auto face = std::find_if(faces.begin(), faces.end(), is_filled);
  return face == faces.end() ? std::nullopt : std::optional(face->missing());
}

Question ask_beyond_room(const LocationCode& to, std::optional<Quantity> room, Quantity in_hand) {
  const std::string words =
      room ? fmt::format("{to} has room for {room}. Are {in_hand} in your hand?", fmt::arg("to", to.text()),
                         fmt::arg("room", room->text()), fmt::arg("in_hand", in_hand.text()))
           : fmt::format("{to} does not have to be filled now. Are {in_hand} in your hand?", fmt::arg("to", to.text()),
                         fmt::arg("in_hand", in_hand.text()));
  return {.words = words,
          .choices = {in_hand_choice(in_hand, fmt::format("{in_hand} in hand", fmt::arg("in_hand", in_hand.text())))}};
}

Question ask_proposed(const LocationCode& to, Quantity proposed, Quantity scanned) {
  return {.words = fmt::format("{proposed} were proposed for {to}, {scanned} scanned. How many are in your hand?",
                               fmt::arg("proposed", proposed.text()), fmt::arg("to", to.text()),
                               fmt::arg("scanned", scanned.text())),
          .choices = {in_hand_choice(scanned, fmt::format("{scanned} as scanned", fmt::arg("scanned", scanned.text()))),
                      in_hand_choice(proposed,
                                     fmt::format("{proposed} as proposed", fmt::arg("proposed", proposed.text())))},
          .no = "Back"};
}

std::optional<Quantity> answered_in_hand(std::string_view id) {
  if (!id.starts_with(in_hand_id)) return std::nullopt;
  const auto number = Quantity::parse(id.substr(in_hand_id.size()));
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace dockhand
