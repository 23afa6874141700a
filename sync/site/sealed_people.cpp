#include "sync/site/sealed_people.h"

#include "sync/access/sealing.h"
#include "sync/people_messages.h"
#include "sync/protocol.h"
#include "sync/site/answers.h"

namespace dockhand {

HttpAnswer answer_sealed(PeopleDesk* desk, Gate& gate, const HttpRequest& request) {
  if (desk == nullptr) return answer_error({ErrorKind::unknown, "", "this hub does not say who works here"}, 404);
  const auto sealed = parse_sealed(request.body);
  if (!sealed) return answer_error(sealed.error());
  const auto parties = gate.parties_of(request.head);
  if (!parties && parties.error().kind == ErrorKind::refused) return answer_error(parties.error(), 403);
  if (!parties) return answer_error(parties.error());
  const auto text = opened_from(parties->key, parties->hub, *sealed);
  if (!text) return answer_error(text.error(), 400);
  const auto question = parse_people_question(*text);
  if (!question) return answer_error(question.error());
  const auto answer = desk->answer(*question, parties->terminal);
  if (!answer) return answer_error(answer.error(), 503);
  const auto reply = sealed_for(parties->key, parties->hub, to_json(*answer));
  return reply ? HttpAnswer{200, sealed_json(*reply)} : answer_error(reply.error(), 500);
}

}  // namespace dockhand
