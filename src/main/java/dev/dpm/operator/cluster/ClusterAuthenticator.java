package dev.dpm.operator.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.page.Authenticator;

/** Authenticates and authorizes people by requests to the API server: TokenReview and SubjectAccessReview. */
record ClusterAuthenticator(KubernetesClient client) implements Authenticator {

    @Override
    public Optional<Person> authenticate(String token) throws IOException {
        try {
            TokenReview said = client.tokenReviews()
                    .create(new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build());
            return said.getStatus() == null || !Boolean.TRUE.equals(said.getStatus().getAuthenticated())
                    ? Optional.empty()
                    : Optional.ofNullable(said.getStatus().getUser()).map(ClusterAuthenticator::person);
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }

    private static Person person(UserInfo user) {
        return new Person(Optional.ofNullable(user.getUsername()).orElse(""),
                Optional.ofNullable(user.getUid()).orElse(""),
                Optional.ofNullable(user.getGroups()).orElse(List.of()),
                Optional.ofNullable(user.getExtra()).orElse(Map.of()));
    }

    @Override
    public boolean may(Person person, Right right, String namespace) throws IOException {
        try {
            SubjectAccessReview said = client.authorization().v1().subjectAccessReview().create(
                    new SubjectAccessReviewBuilder().withNewSpec().withUser(person.name()).withUid(person.uid())
                            .withGroups(person.groups()).withExtra(person.extra()).withNewResourceAttributes()
                            .withGroup(right.group()).withResource(right.resource()).withVerb(right.verb())
                            .withNamespace(namespace)
                            .endResourceAttributes().endSpec().build());
            return said.getStatus() != null && Boolean.TRUE.equals(said.getStatus().getAllowed());
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }
}
