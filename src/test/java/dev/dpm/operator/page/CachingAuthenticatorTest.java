package dev.dpm.operator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.operator.page.Authenticator.Person;
import dev.dpm.operator.page.Authenticator.Right;

class CachingAuthenticatorTest {

    private static final Person ADA = new Person("ada", "", List.of(), Map.of());
    private long now;
    private int asked;
    private boolean isAway;

    private final CachingAuthenticator people = new CachingAuthenticator(new Authenticator() {
        @Override
        public Optional<Person> authenticate(String token) throws IOException {
            count();
            return token.equals("good") ? Optional.of(ADA) : Optional.empty();
        }

        @Override
        public boolean may(Person person, Right right, String namespace) throws IOException {
            count();
            return right == Right.SEE;
        }

        private void count() throws IOException {
            asked++;
            if (isAway) {
                throw new IOException("away");
            }
        }
    }, () -> now);

    @Test
    void an_answer_counts_for_half_a_minute() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(people.authenticate("good")).contains(ADA);
            assertThat(people.authenticate("bad")).isEmpty();
            assertThat(people.may(ADA, Right.SEE, "shop")).isTrue();
            assertThat(people.may(ADA, Right.ACT, "shop")).isFalse();
        }
        assertThat(asked).isEqualTo(4);
        now = CachingAuthenticator.VALID.toNanos() - 1;
        assertThat(people.authenticate("good")).contains(ADA);
        assertThat(asked).isEqualTo(4);
        now++;
        assertThat(people.authenticate("good")).contains(ADA);
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void only_the_token_of_a_person_who_was_just_let_in_is_cached() throws Exception {
        assertThat(people.isCached("good")).isFalse();
        people.authenticate("good");
        people.authenticate("bad");

        assertThat(people.isCached("good")).isTrue();
        assertThat(people.isCached("bad")).isFalse();
        now = CachingAuthenticator.VALID.toNanos();
        assertThat(people.isCached("good")).isFalse();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void a_failure_is_not_remembered() throws Exception {
        isAway = true;
        assertThatThrownBy(() -> people.authenticate("good")).isInstanceOf(IOException.class);
        isAway = false;

        assertThat(people.authenticate("good")).contains(ADA);
    }

    @Test
    void what_is_remembered_is_bounded() throws Exception {
        for (int i = 0; i < CachingAuthenticator.MOST + 50; i++) {
            assertThat(people.authenticate("bad" + i)).isEmpty();
        }

        assertThat(people.size()).isEqualTo(CachingAuthenticator.MOST);
    }
}
