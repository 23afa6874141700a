#include "terminal/flows/faces.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view beyond = "in-hand:";  // then how many

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

Quantity room_at(const std::vector<FaceView>& faces, const Job::Hand& hand) {
  const auto is_filled = [&](const FaceView& face) { return face.face == *hand.to && face.item == hand.units.item; };
  const auto face = std::find_if(faces.begin(), faces.end(), is_filled);
  return face == faces.end() ? Quantity() : face->missing();
}

Question ask_beyond_room(const LocationCode& to, Quantity room, Quantity in_hand) {
  return {.words = fmt::format("{to} has room for {room}. Are {in_hand} in your hand?", fmt::arg("to", to.text()),
                               fmt::arg("room", room.text()), fmt::arg("in_hand", in_hand.text())),
          .choices = {{.id = std::string(beyond) + in_hand.text(),
                       .title = fmt::format("{in_hand} in hand", fmt::arg("in_hand", in_hand.text()))}}};
}

std::optional<Quantity> beyond_room(std::string_view id) {
  if (!id.starts_with(beyond)) return std::nullopt;
  const auto number = Quantity::parse(id.substr(beyond.size()));
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace dockhand
