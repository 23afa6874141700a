#include "sync/people_messages.h"

#include "storage/codec/json.h"
#include "sync/access/hexadecimal.h"
#include "sync/access/signing.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_user = 4096, salt_digits = 32, hash_digits = 64, random_digits = 64;
constexpr JsonBounds bounds_of_people{PeopleQuestion::max_bytes, 6 * PeopleQuestion::max_pins};

OrderedJson json_of_pins(const std::vector<PersonPin>& pins) {
  OrderedJson all = OrderedJson::array();
  for (const PersonPin& pin : pins) {
    OrderedJson one{{"user", pin.user}, {"revision", pin.revision}, {"salt", pin.salt}};
    if (!pin.hash.empty()) one["hash"] = pin.hash;
    all.push_back(std::move(one));
  }
  return all;
}

Error wrong_people(const std::string& place, const char* what) { return {ErrorKind::bad_input, place, what}; }

Result<std::vector<PersonPin>> pins_of(const Json& array) {
  std::vector<PersonPin> pins;
  if (array.size() > PeopleQuestion::max_pins) return wrong_people("pins", "are too many");
  pins.reserve(array.size());
  for (const Json& json : array) {
    JsonObject object(json, "pins");
    PersonPin pin{object.free_text("user", longest_user), object.integer("revision", 0, PeopleQuestion::last_revision),
                  object.free_text("salt", salt_digits), object.free_text("hash", hash_digits)};
    if (auto closed = object.close(); !closed) return closed.error();
    const bool good = (pin.salt.empty() || is_hexadecimal(pin.salt, salt_digits)) &&
                      (pin.hash.empty() || (is_hexadecimal(pin.hash, hash_digits) && !pin.salt.empty()));
    if (!good) return wrong_people("pins", "hold a salt or a hash that is none");
    pins.push_back(std::move(pin));
  }
  return pins;
}

}  // namespace

std::string to_json(const PeopleQuestion& question) {
  return print_json(
      OrderedJson{{"asked", question.asked}, {"list", question.list}, {"pins", json_of_pins(question.pins)}});
}

std::string to_json(const PeopleAnswer& answer) {
  OrderedJson json{{"asked", answer.asked}, {"has_list", answer.has_list}};
  if (answer.list) json["list"] = *answer.list;
  json["pins"] = json_of_pins(answer.pins);
  json["wanted"] = answer.wanted;
  return print_json(json);
}

Result<PeopleQuestion> parse_people_question(std::string_view text) {
  const auto json = parse_json(text, bounds_of_people);
  if (!json) return json.error();
  JsonObject object(*json);
  PeopleQuestion question{object.free_text("asked", random_digits), object.free_text("list", random_digits), {}};
  const Json& pins = object.array("pins");
  if (auto closed = object.close(); !closed) return closed.error();
  auto read = pins_of(pins);
  if (!read) return read.error();
  question.pins = *std::move(read);
  return question;
}

Result<PeopleAnswer> parse_people_answer(std::string_view text) {
  const auto json = parse_json(text, bounds_of_people);
  if (!json) return json.error();
  JsonObject object(*json);
  // Both sides seal with one key: without this a question could be played back as the answer to itself.
  if (!object.has("has_list")) return wrong_people("has_list", "is missing: this is no answer");
  PeopleAnswer answer{object.free_text("asked", random_digits), object.flag_or("has_list", false)};
  if (object.has("list")) answer.list = object.free_text("list", People::max_file);
  const Json& pins = object.array("pins");
  for (const Json& user : object.array("wanted")) {
    if (!user.is_string()) return wrong_people("wanted", "holds something that is no user");
    answer.wanted.push_back(user.get<std::string>());
  }
  if (auto closed = object.close(); !closed) return closed.error();
  auto read = pins_of(pins);
  if (!read) return read.error();
  answer.pins = *std::move(read);
  return answer;
}

std::string sealed_json(const std::string& sealed) {
  return print_json(OrderedJson{{"protocol", protocol_version}, {"sealed", sealed}});
}

Result<std::string> parse_sealed(std::string_view text) {
  const auto json = parse_json(text, {PeopleQuestion::max_bytes});
  if (!json) return json.error();
  JsonObject object(*json);
  object.integer("protocol", protocol_version, protocol_version);
  std::string sealed = object.free_text("sealed", PeopleQuestion::max_bytes);
  if (auto closed = object.close(); !closed) return closed.error();
  return sealed;
}

std::string digest_of_list(const std::vector<Person>& people) { return digest_of(file_text_of(people)); }

}  // namespace dockhand
