package dev.dpm.operator.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.operator.page.People.Person;
import dev.dpm.operator.page.People.Right;

class RememberedPeopleTest {

    private static final Person ADA = new Person("ada", "", List.of(), Map.of());
    private long now;
    private int asked;
    private boolean isAway;

    private final RememberedPeople people = new RememberedPeople(new People() {
        @Override
        public Optional<Person> of(String token) throws IOException {
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
            assertThat(people.of("good")).contains(ADA);
            assertThat(people.of("bad")).isEmpty();
            assertThat(people.may(ADA, Right.SEE, "shop")).isTrue();
            assertThat(people.may(ADA, Right.ACT, "shop")).isFalse();
        }
        assertThat(asked).isEqualTo(4);
        now = RememberedPeople.VALID.toNanos() - 1;
        assertThat(people.of("good")).contains(ADA);
        assertThat(asked).isEqualTo(4);
        now++;
        assertThat(people.of("good")).contains(ADA);
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void a_failure_is_not_remembered() throws Exception {
        isAway = true;
        assertThatThrownBy(() -> people.of("good")).isInstanceOf(IOException.class);
        isAway = false;

        assertThat(people.of("good")).contains(ADA);
    }

    @Test
    void what_is_remembered_is_bounded() throws Exception {
        for (int i = 0; i < RememberedPeople.MOST + 50; i++) {
            assertThat(people.of("bad" + i)).isEmpty();
        }

        assertThat(people.size()).isEqualTo(RememberedPeople.MOST);
    }
}
