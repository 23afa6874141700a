#include "storage/import/columns/person_columns.h"

#include <algorithm>
#include <array>

#include "storage/import/cells/plain_name.h"
#include "storage/import/columns/import_fields.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_name = 48;

Result<std::string> parse_user(std::string_view text) {
  if (auto checked = check_name("user", text, longest_name); !checked) return checked.error();
  return std::string(text);
}
Result<std::string> parse_badge(std::string_view text) {
  if (auto checked = check_name("badge", text, longest_name); !checked) return checked.error();
  return std::string(text);
}
// The two letters of ISO 639-1, whatever country stands behind them.
Result<std::string> parse_language(std::string_view text) {
  static constexpr std::string_view languages =
      " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
      "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
      "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
      "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
      "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";
  const std::string language = small_letters(std::string(text.substr(0, text.find_first_of("-_"))));
  if (language.size() == 2 && languages.find(" " + language + " ") != std::string_view::npos) return language;
  return Error{ErrorKind::bad_input, "language",
               "'" + printable(text, 24) + "' is no language: write its two letters, such as de, or leave it empty"};
}

// Nothing: the person has left.
Result<std::optional<Role>> parse_role(std::string_view text) {
  struct Word {
    std::string_view word;
    std::optional<Role> role;
  };
  static constexpr std::array<Word, 50> words{{{"operator", Role::worker},
                                               {"worker", Role::worker},
                                               {"picker", Role::worker},
                                               {"user", Role::worker},
                                               {"clerk", Role::worker},
                                               {"packer", Role::worker},
                                               {"forklift driver", Role::worker},
                                               {"warehouse operator", Role::worker},
                                               {"warehouse worker", Role::worker},
                                               {"bediener", Role::worker},
                                               {"lagerist", Role::worker},
                                               {"kommissionierer", Role::worker},
                                               {"mitarbeiter", Role::worker},
                                               {"staplerfahrer", Role::worker},
                                               {"opérateur", Role::worker},
                                               {"cariste", Role::worker},
                                               {"préparateur", Role::worker},
                                               {"operario", Role::worker},
                                               {"operador", Role::worker},
                                               {"mozo", Role::worker},
                                               {"medewerker", Role::worker},
                                               {"supervisor", Role::supervisor},
                                               {"manager", Role::supervisor},
                                               {"team lead", Role::supervisor},
                                               {"team leader", Role::supervisor},
                                               {"shift leader", Role::supervisor},
                                               {"foreman", Role::supervisor},
                                               {"admin", Role::supervisor},
                                               {"administrator", Role::supervisor},
                                               {"warehouse manager", Role::supervisor},
                                               {"vorarbeiter", Role::supervisor},
                                               {"schichtleiter", Role::supervisor},
                                               {"teamleiter", Role::supervisor},
                                               {"lagerleiter", Role::supervisor},
                                               {"leiter", Role::supervisor},
                                               {"superviseur", Role::supervisor},
                                               {"chef d'équipe", Role::supervisor},
                                               {"responsable", Role::supervisor},
                                               {"encargado", Role::supervisor},
                                               {"jefe", Role::supervisor},
                                               {"teamleider", Role::supervisor},
                                               {"none", std::nullopt},
                                               {"left", std::nullopt},
                                               {"former", std::nullopt},
                                               {"inactive", std::nullopt},
                                               {"ausgeschieden", std::nullopt},
                                               {"keine", std::nullopt},
                                               {"parti", std::nullopt},
                                               {"ninguno", std::nullopt},
                                               {"baja", std::nullopt}}};
  const std::string plain = plain_name(text);
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word& one) { return one.word == plain; });
  if (found != words.end()) return found->role;
  return Error{ErrorKind::bad_input, "role",
               "'" + printable(text, 24) + "' is no role: write operator, supervisor, or none for who has left"};
}

}  // namespace

Result<PersonRow> read_person(Fields& fields) {
  auto user = fields.get("user", parse_user);
  const auto role = fields.get("role", parse_role);
  if (role && !*role) return fields.error() ? Result<PersonRow>(*fields.error()) : PersonRow{*user, std::nullopt, 0};
  // Who is known keeps what the file has no column for (storage/import/people_import.h).
  auto name = fields.get(fields.has_column("name") ? "name" : "user", OperatorName::parse);
  auto badge = fields.get(fields.has_column("badge") ? "badge" : "user", parse_badge);
  auto language = fields.get_or("language", parse_language, std::string());
  if (!language.empty() && language != "en")
    fields.note("terminals speak English so far: languages are kept for later");
  if (fields.error()) return *fields.error();
  Person person{*user, *name, *std::move(badge), **role, std::move(language)};
  return PersonRow{*std::move(user), std::move(person), 0};
}

}  // namespace dockhand
